using Bilinear.Kernels;

namespace Bilinear.Runtime.Tests.Kernels;

public sealed class PhiloxTests
{
    // philox4x32, 10 rounds, from Random123's file of known answers (kat_vectors).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0ul, 0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u)]
    [InlineData(0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFF_FFFFFFFFul, 0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu)]
    [InlineData(0x243F6A88u, 0x85A308D3u, 0x13198A2Eu, 0x03707344u, 0x299F31D0_A4093822ul, 0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u)]
    public void KnownAnswersOfRandom123(uint c0, uint c1, uint c2, uint c3, ulong seed, uint a, uint b, uint c, uint d)
    {
        var block = Philox.Block(seed, c0, c1, c2, c3);
        Assert.Equal((a, b, c, d), (block.A, block.B, block.C, block.D));
    }

    [Fact]
    public void Normals_HaveTheMomentsOfTheNormalDistribution()
    {
        const int count = 1 << 20;
        double sum = 0, square = 0, cube = 0, fourth = 0, product = 0;
        for (var i = 0u; i < count / 2; i++)
        {
            var words = Philox.Block(7, i, 0, 0, 0);
            var pair = Philox.Normals(words.A, words.B);
            product += (double)pair.First * pair.Second;
            foreach (double n in (ReadOnlySpan<float>)[pair.First, pair.Second])
            {
                sum += n;
                square += n * n;
                cube += n * n * n;
                fourth += n * n * n * n;
            }
        }
        // Five standard errors of each moment's mean.
        var error = 5 / Math.Sqrt(count);
        Assert.Equal(0, sum / count, error);
        Assert.Equal(1, square / count, error * Math.Sqrt(2));
        Assert.Equal(0, cube / count, error * Math.Sqrt(15));
        Assert.Equal(3, fourth / count, error * Math.Sqrt(96));
        Assert.Equal(0, product / (count / 2), error * Math.Sqrt(2));
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0u, 0xFFFFFFFFu)]
    [InlineData(0xFFFFFFFFu, 0u)]
    [InlineData(0xFFFFFFFFu, 0xFFFFFFFFu)]
    public void ExtremeWords_GiveFiniteNormals(uint a, uint b)
    {
        var pair = Philox.Normals(a, b);
        Assert.True(float.IsFinite(pair.First) && float.IsFinite(pair.Second));
        Assert.True(Math.Abs(pair.First) < 7 && Math.Abs(pair.Second) < 7);
    }

    [Fact]
    public void Normals_AreBoxAndMullersOfTheTwoWords()
    {
        for (var i = 0u; i < 10000; i++)
        {
            var words = Philox.Block(11, i, 0, 0, 0);
            var radius = Math.Sqrt(-2 * Math.Log((words.A + 0.5) / 4294967296.0));
            var angle = 2 * Math.PI * (words.B >> 8) / (1 << 24);
            var pair = Philox.Normals(words.A, words.B);
            Assert.Equal(radius * Math.Cos(angle), pair.First, 2e-6);
            Assert.Equal(radius * Math.Sin(angle), pair.Second, 2e-6);
        }
    }

    [Fact]
    public void Uniform_StaysBelowOne() => Assert.InRange(Philox.Uniform(uint.MaxValue), 0.99999f, MathF.BitDecrement(1));
}
