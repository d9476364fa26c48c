using System.IO.Compression;
using System.Text;
using Bilinear.Data;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Data;

public sealed class IdxArrayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_AreReadCompressedOrNot(bool compressed)
    {
        var array = IdxArray.Read(Save(RawIdx.File([2, 3], [1, 2, 3, 4, 5, 255]), compressed));
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal<byte>([1, 2, 3, 4, 5, 255], array.Elements);
    }

    [Fact]
    public void TheChecksum_IsThatOfTheUncompressedFile()
    {
        var file = RawIdx.File([3], [7, 8, 9]);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), IdxArray.Read(Save(file, compressed: true)).ComputeChecksum());
    }

    [Fact]
    public void APipe_IsRefusedWithoutWaitingForIt()
    {
        Assert.SkipWhen(Shell.Run("mkfifo", _folder["pipe"]) is null, "There are no pipes here.");

        Assert.Contains("it is a pipe or a device", Assert.Throws<IdxException>(() => IdxArray.Read(_folder["pipe"])).Message);
    }

    [Fact]
    public void AFolder_IsRefused() =>
        Assert.Contains("it is a folder, and no IDX file", Assert.Throws<IdxException>(() => IdxArray.Read(_folder.Path)).Message);

    [Fact]
    public void AnArrayOverAMegabyte_IsReadWhole()
    {
        var elements = new byte[3_000_001];
        new Random(1).NextBytes(elements);
        Assert.True(elements.AsSpan().SequenceEqual(IdxArray.Read(Save(RawIdx.File([elements.Length], elements), compressed: true)).Elements));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryTruncation_IsRefusedWithASentence(bool compressed)
    {
        var whole = RawIdx.File([4, 5], new byte[20]);
        if (compressed)
            whole = Compress(whole);
        for (var length = 0; length < whole.Length; length++)
            Assert.Matches("it is empty|another kind of file|it is cut off", Refusal(whole[..length]));
    }

    [Fact]
    public void BytesAfterTheEnd_AreRefused()
    {
        Assert.Contains("its header says 2 elements, and it goes on after them", Refusal(RawIdx.File([2], [1, 2, 3])));
        Assert.Contains("it goes on after them", Refusal(Compress(RawIdx.File([2], [1, 2, 3]))));
    }

    [Theory]
    [InlineData(new[] { 60000, 28, 28 }, "60000 × 28 × 28 elements, and it ends after 3")]
    [InlineData(new[] { int.MaxValue }, "more than can be held")]
    [InlineData(new[] { 65536, 65536 }, "more than can be held")]
    [InlineData(new[] { -1, 2 }, "its header says 4294967295 × 2 elements, more than can be held")]
    public void AHeaderThatPromisesTooMuch_CostsNoMemory(int[] shape, string sentence)
    {
        var file = RawIdx.File(shape, [1, 2, 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(sentence, Refusal(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData(0x09)]
    [InlineData(0x0D)]
    public void OtherElementTypes_AreRefused(byte type) =>
        Assert.Contains($"its elements are of type 0x{type:X2}; only unsigned bytes", Refusal([0, 0, type, 1, 0, 0, 0, 1, 0, 0, 0, 0]));

    [Theory]
    [InlineData("PK\u0003\u0004")]
    [InlineData("<!DOCTYPE html>")]
    public void ForeignFiles_AreRefused(string contents) => Assert.Contains("this is another kind of file", Refusal(Encoding.UTF8.GetBytes(contents)));

    [Fact]
    public void AnEmptyFile_IsSaidToBeOne()
    {
        Assert.EndsWith("file: it is empty.", Refusal([]), StringComparison.Ordinal);
        Assert.EndsWith("file: it is empty.", Refusal(Compress([])), StringComparison.Ordinal);
    }

    /// <summary>As gzip allows, and some writers of many threads make them.</summary>
    [Fact]
    public void AFileOfSeveralMembers_IsRead()
    {
        var file = RawIdx.File([3], [7, 8, 9]);
        Assert.Equal<byte>([7, 8, 9], IdxArray.Read(Save([.. Compress(file[..5]), .. Compress(file[5..])], compressed: false)).Elements);
    }

    [Theory, InlineData(4), InlineData(8)]
    public void ASumOrALengthThatIsWrong_IsRefused(int fromEnd)
    {
        var file = Compress(RawIdx.File([3], [7, 8, 9]));
        file[^fromEnd] ^= 1;
        Assert.Contains("its compression is damaged", Refusal(file));
    }

    [Fact]
    public void DamagedCompression_IsRefused()
    {
        var file = Compress(RawIdx.File([1000], [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i))]));
        for (var i = 12; i < 40; i++)
            file[i] ^= 0x5A;
        Assert.Matches("its compression is damaged|another kind of file|elements", Refusal(file));
    }

    private string Refusal(byte[] contents)
    {
        var path = Save(contents, compressed: false);
        var error = Assert.Throws<IdxException>(() => IdxArray.Read(path));
        Assert.StartsWith(path + ": ", error.Message);
        return error.Message;
    }

    private string Save(byte[] contents, bool compressed)
    {
        var path = _folder["file"];
        File.WriteAllBytes(path, compressed ? Compress(contents) : contents);
        return path;
    }

    private static byte[] Compress(byte[] contents)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(contents);
        return buffer.ToArray();
    }
}
