using Bilinear.Linalg;
using Bilinear.Spectral;
using Bilinear.Spectral.Cache;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class DecompositionCacheTests : IDisposable
{
    private static readonly double[][] Arrays = [[1, 2.5, double.NaN], [], [-0.0, 1e300]];

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory().FullName, "decompositions");
    private int _computed;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Theory, InlineData(SpectrumBasis.Latent, false), InlineData(SpectrumBasis.Input, true)]
    public void CachedDecomposition_IsTheComputedOneToTheLastBit(SpectrumBasis basis, bool bias)
    {
        var plain = OneLayer.Random(bias: bias, residual: bias);
        var data = plain.Data(40);
        var cached = OneLayer.Random(bias: bias, residual: bias);
        cached.Cache = new DecompositionCache(_folder);

        var expected = plain.Decompose(SpectrumOrder.MeanActivation, basis, keep: 3, data: data);
        foreach (var actual in new[] { cached.Decompose(SpectrumOrder.MeanActivation, basis, keep: 3, data: data), cached.Decompose(SpectrumOrder.MeanActivation, basis, keep: 3, data: data) })
        {
            Assert.Equal(expected.Evaluate(data).ToArray(), actual.Evaluate(data).ToArray());
            Assert.All(expected.Zip(actual), pair =>
            {
                Assert.Equal(pair.First.Values, pair.Second.Values);
                Assert.Equal(pair.First.Vectors.ToArray(), pair.Second.Vectors.ToArray());
                Assert.Equal(pair.First.MeanActivations, pair.Second.MeanActivations);
                Assert.Equal(pair.First.TopInputs.SelectMany(inputs => inputs), pair.Second.TopInputs.SelectMany(inputs => inputs));
            });
        }

        Assert.Equal(3, Entries.Length);
        Assert.Equal(plain.Svd()[0].Left, cached.Svd()[0].Left);
        Assert.Equal(plain.Svd().Select(component => component.Right[0, 1]), cached.Svd().Select(component => component.Right[0, 1]));
        Assert.Equal(4, Entries.Length);
    }

    [Fact]
    public void OtherWeightsDataOrRequest_AreOtherEntries()
    {
        var model = OneLayer.Random();
        model.Cache = new DecompositionCache(_folder);

        model.Decompose();
        model.Decompose(basis: SpectrumBasis.Input);
        model.Head[0] += 1e-6f;
        model.Decompose();
        Assert.Equal(3, Entries.Length);

        model.Decompose(data: model.Data(9));
        model.Decompose(data: model.Data(9, seed: 8));
        Assert.Equal(3 + 2 + 2, Entries.Length);
    }

    [Fact]
    public void WhatWasKept_IsNotComputedAgain()
    {
        Assert.Equal(Arrays, Get());
        Assert.Equal(Arrays, Get());
        Assert.Equal(1, _computed);

        Get(request: "other");
        Get(input: 2);
        Assert.Equal(3, _computed);
    }

    [Theory, InlineData("cut"), InlineData("empty"), InlineData("longer"), InlineData("flipped"), InlineData("lying"), InlineData("of another key"), InlineData("of no arrays"), InlineData("of other shapes")]
    public void DamagedEntry_IsComputedAnew(string damage)
    {
        Get();
        var path = Assert.Single(Entries);
        var key = Path.GetFileNameWithoutExtension(path);
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "flipped":
                bytes[^3] ^= 1;
                break;
            case "lying":
                bytes.AsSpan(40, 8).Fill(0x7F);
                break;
            case "of another key":
                CacheEntry.Write(path, key.Replace('0', '1'), Arrays);
                bytes = File.ReadAllBytes(path);
                break;
            case "of no arrays":
                CacheEntry.Write(path, key, []);
                bytes = File.ReadAllBytes(path);
                break;
            case "of other shapes":
                CacheEntry.Write(path, key, [Arrays[0], Arrays[2], Arrays[2]]);
                bytes = File.ReadAllBytes(path);
                break;
        }

        File.WriteAllBytes(path, damage switch { "cut" => bytes[..^5], "empty" => [], "longer" => [.. bytes, 0], _ => bytes });

        Assert.Equal(Arrays, Get());
        Assert.Equal(2, _computed);
        Assert.Equal(Arrays, Get());
        Assert.Equal(2, _computed);
    }

    [Fact]
    public void BeyondTheLimit_WhatWasUnusedForLongestGoes()
    {
        var size = CacheEntry.SizeOf(Arrays);
        foreach (var input in new[] { 1, 2, 3 })
        {
            Get(input: input, limit: 3 * size);
            foreach (var entry in Entries)
                File.SetLastWriteTimeUtc(entry, File.GetLastWriteTimeUtc(entry).AddMinutes(-1));
        }

        Get(input: 1, limit: 3 * size);      // used again, so it stays
        Get(input: 4, limit: 3 * size);

        Assert.Equal(4, _computed);
        Assert.Equal(3, Entries.Length);
        Get(input: 1, limit: 3 * size);
        Assert.Equal(4, _computed);
        Get(input: 2, limit: 3 * size);
        Assert.Equal(5, _computed);
    }

    [Fact]
    public void FilesOfOthers_StayAndDoNotCount()
    {
        Directory.CreateDirectory(_folder);
        var (size, random) = (CacheEntry.SizeOf(Arrays), new string('a', 32));
        string[] others =
        [
            "thesis.tex", "w.safetensors", ".hidden", "mine.entry", new string('g', 64) + ".entry", new string('a', 63) + ".entry", $"w.safetensors.{random}.tmp", $"{new string('a', 64)}.entry.{random}",
        ];
        var ours = $"{new string('a', 64)}.entry.{random}.tmp";
        foreach (var name in (string[])[.. others, ours])
        {
            File.WriteAllBytes(Path.Combine(_folder, name), new byte[10 * size]);
            File.SetLastWriteTimeUtc(Path.Combine(_folder, name), DateTime.UtcNow.AddDays(-1));
        }

        Get(input: 1, limit: 2 * size);
        Get(input: 2, limit: 2 * size);
        Get(input: 1, limit: 2 * size);

        Assert.Equal(2, _computed);
        Assert.Equal(others.Order(), Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).Where(name => others.Contains(name) || name == ours).Order());
    }

    [Fact]
    public void AFolderWithoutAName_IsRefused() => Assert.Throws<ArgumentException>(() => new DecompositionCache(""));

    [Fact]
    public void EntryLargerThanTheLimit_IsNotKept()
    {
        Get(limit: 50);

        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void ManyAtOnce_AllGetWhatIsRight()
    {
        var results = new double[64][][];

        Parallel.For(0, results.Length, index => results[index] = Get(input: index % 2, limit: index % 3 == 0 ? 200 : 1 << 20));

        Assert.All(results, result => Assert.Equal(Arrays, result));
        Assert.All(Directory.GetFiles(_folder), file => Assert.EndsWith(".entry", file, StringComparison.Ordinal));
    }

    [Fact]
    public void FolderThatCannotBe_CostsNothingButTime()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder)!);
        File.WriteAllText(_folder, "in the way");

        Assert.Equal(Arrays, Get());
        Assert.Equal(Arrays, Get());
        Assert.Equal(2, _computed);
    }

    private string[] Entries => Directory.GetFiles(_folder, "*.entry");

    private double[][] Get(string request = "squares", double input = 1, long limit = 1 << 20) =>
        new DecompositionCache(_folder, limit).GetOrCompute(request, [new Matrix(1, 1, [input])], kept => kept.Select(array => array.Length).SequenceEqual([3, 0, 2]), () =>
        {
            Interlocked.Increment(ref _computed);
            return Arrays;
        });
}
