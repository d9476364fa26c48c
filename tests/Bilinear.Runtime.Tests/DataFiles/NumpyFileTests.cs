using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Bilinear.Data.Files;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.DataFiles;

public sealed class NumpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public void AnArchive_IsReadByName_WhateverItsOrders(CompressionLevel level)
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        // [2, 3] with the first index fastest: columns one after the other.
        float[] columns = [1, 4, 2, 5, 3, 6];
        var path = Npz(level,
            ("plain", Npy("<f4", "(2, 3)", Bytes(values))), ("fortran", Npy("<f4", "(2, 3)", Bytes(columns), fortran: true)), ("big", Npy(">f4", "(2, 3)", Bytes(values, big: true))),
            ("labels", Npy("|i1", "(3,)", [0, 1, 0xFF])), ("truth", Npy("|b1", "(2,)", [2, 0])), ("bytes", Npy("|u1", "(2,)", [7, 255])), ("scalar", Npy("<f8", "()", BitConverter.GetBytes(0.5))));

        using var file = TensorFiles.Open(path);

        Assert.IsType<NumpyFile>(file);
        Assert.All(new[] { "plain", "fortran", "big" }, name => Assert.Equal(values, file.ReadFloats(name)));
        Assert.Equal([2L, 3L], file.Tensors["fortran"].Shape);
        Assert.Equal([0, 1, -1], file.ReadIntegers("labels"));
        Assert.Equal([1, 0], file.ReadIntegers("truth"));
        Assert.Equal("BOOL", file.Tensors["truth"].Dtype);
        Assert.Equal([7, 255], file.ReadBytes("bytes"));
        Assert.Equal([0.5f], file.ReadFloats("scalar"));
    }

    [Fact]
    public void OneArray_IsTheInput()
    {
        File.WriteAllBytes(_folder["x.any"], Npy("<f4", "(2,)", Bytes([3, 4])));

        using var file = TensorFiles.Open(_folder["x.any"]);

        Assert.Equal([3, 4], file.ReadFloats("input"));
    }

    [Theory]
    [InlineData("|O", "(1,)", 8, "is an array of Python objects, which only Python could make again by running what the file says")]
    [InlineData("<c8", "(1,)", 8, "holds 'c8': floats (f2, f4, f8), whole numbers (i1 … u8) and truth values (b1) can be read")]
    [InlineData("<f4", "(3,)", 8, "says that it is [3], 12 bytes, and has 8: it is cut off, or damaged.")]
    [InlineData("<f4", "(99999999999, 99999999999)", 8, "more than any file can hold")]
    [InlineData("<f4", "(-1,)", 8, "has the size '-1', which is none")]
    [InlineData("<f4", "(2,), 'shape': (1,)", 8, "which does not say type, order and shape, each once")]
    [InlineData("<f4", "2", 8, "which does not say type, order and shape")]
    public void AnArrayThatIsNotRead_IsRefused(string type, string shape, int bytes, string expected)
    {
        var path = Npz(CompressionLevel.Fastest, ("x", Npy(type, shape, new byte[bytes])));

        var refusal = Assert.Throws<DataFileException>(() => TensorFiles.Open(path));

        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlippedBit_IsFoundByTheChecksum()
    {
        var path = Npz(CompressionLevel.NoCompression, ("x", Npy("<f4", "(1,)", [1, 2, 3, 4])));
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[1, 2, 3, 4])] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var file = TensorFiles.Open(path);

        Assert.Equal($"{path}: 'x.npy' does not have the checksum that the archive says: it is damaged, so copy or save the file anew.", Assert.Throws<DataFileException>(() => file.ReadFloats("x")).Message);
    }

    // Whatever byte is wrong, or missing, the file is read or refused in a sentence: nothing else is thrown.
    [Fact]
    public void ADamagedFile_IsReadOrRefused()
    {
        var whole = File.ReadAllBytes(Npz(CompressionLevel.Fastest, ("x", Npy("<f4", "(2, 3)", Bytes([1, 2, 3, 4, 5, 6]))), ("y", Npy("<i8", "(1,)", new byte[8]))));
        var path = _folder["damaged.npz"];
        for (var at = 0; at < whole.Length; at += 7)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= 0x41;
            foreach (var bytes in new[] { flipped, whole[..at] })
            {
                File.WriteAllBytes(path, bytes);
                Try(path);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    internal static void Try(string path)
    {
        try
        {
            using var file = TensorFiles.Open(path);
            foreach (var tensor in file.Tensors.Values.Where(tensor => tensor.Dtype is "F32" or "F64"))
                _ = file.ReadFloats(tensor.Name);
        }
        catch (IOException refusal)
        {
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }
    }

    private string Npz(CompressionLevel level, params (string Name, byte[] Array)[] arrays)
    {
        var path = _folder["arrays.npz"];
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, array) in arrays)
        {
            using var entry = zip.CreateEntry(name + ".npy", level).Open();
            entry.Write(array);
        }

        return path;
    }

    private static byte[] Npy(string type, string shape, byte[] elements, bool fortran = false)
    {
        var text = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.ASCII.GetBytes(text), .. elements];
    }

    private static byte[] Bytes(float[] values, bool big = false)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            if (big)
                BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(4 * i), values[i]);
            else
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }
}
