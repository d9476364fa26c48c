using System.IO.Compression;
using System.Text;
using Bilinear.Data.Files;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.DataFiles;

/// <summary>The files beside this one are what <c>make.py</c> writes, with Python's own pickle and zipfile.</summary>
public sealed class TorchFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("state.pt", "model.")]
    [InlineData("protocol4.pt", "")]
    public void Tensors_AreReadFromTheirStorage(string name, string prefix)
    {
        using var file = TensorFiles.Open(At(name));

        Assert.IsType<TorchFile>(file);
        Assert.Equal([1, 2, 3, 4, 5, 6], file.ReadFloats(prefix + "weight"));
        Assert.Equal([1, 2, 3, 4, 5, 6], file.ReadFloats(prefix + "tied"));
        Assert.Equal([1, 4, 2, 5, 3, 6], file.ReadFloats(prefix + "transposed"));
        Assert.Equal([3L, 2L], file.Tensors[prefix + "transposed"].Shape);
        Assert.Equal([4, 5, 6], file.ReadFloats(prefix + "row"));
        Assert.Equal([2, 3, 2, 3], file.ReadFloats(prefix + "expanded"));
        Assert.Equal([6], file.ReadFloats(prefix + "scalar"));
        Assert.All(new[] { "f64", "f16", "bf16" }, type => Assert.Equal([0.5f, -2], file.ReadFloats(prefix + type)));
        Assert.Equal([7, -8], file.ReadIntegers(prefix + "i64"));
        Assert.Equal(prefix.Length > 0 ? 11 : 10, file.Tensors.Count);
    }

    [Theory]
    [InlineData("beyond.pt", "'w' is [2, 3], and reaches beyond the 6 elements of its storage: it is damaged.")]
    [InlineData("missing.pt", "'w' lies in 'archive/data/9', which is not in the archive: it is damaged.")]
    [InlineData("evil.pt", "it asks Python to load 'posix.system', and nothing is run here: tensors are read, and what else a pickle makes is refused. Save the state dict of the model alone, torch.save(model.state_dict(), path), or as .safetensors.")]
    public void WhatIsNoTensor_IsRefused(string name, string expected)
    {
        var refusal = Assert.Throws<DataFileException>(() => TensorFiles.Open(At(name)));

        Assert.Equal($"{At(name)}: {expected}", refusal.Message);
    }

    // Pickle is a language: each of these is a program of a few instructions.
    [Theory]
    [InlineData("cbuiltins\neval\n(X\x01\0\0\0" + "1tR.", "asks Python to load 'builtins.eval'")]
    [InlineData("}(X\x01\0\0\0w}h\0ubq\0.", "makes no sense there")]
    [InlineData("}q\0X\x01\0\0\0wh\0s.", "nested more than 100 deep")]
    [InlineData("ccollections\nOrderedDict\n)\x81.", "has the instruction 0x81, which makes none of tensors and plain values")]
    [InlineData("ccollections\nOrderedDict\nX\x01\0\0\0wR.", "makes no sense there")]
    [InlineData("X\xFF\xFF\xFF\xFFw.", "makes no sense there")]
    [InlineData("(((((", "makes no sense there")]
    [InlineData("N.", "there is no tensor in it")]
    [InlineData("i__builtin__\neval\n.", "has the instruction 0x69")]
    public void AnyOtherProgram_IsRefused(string program, string expected)
    {
        var path = _folder["program.pt"];
        using (var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("archive/data.pkl").Open();
            entry.Write(Encoding.Latin1.GetBytes(program));
        }

        Assert.Contains(expected, Assert.Throws<DataFileException>(() => TensorFiles.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedFile_IsReadOrRefused()
    {
        var whole = File.ReadAllBytes(At("state.pt"));
        var path = _folder["damaged.pt"];
        for (var at = 0; at < whole.Length; at += 5)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= 0x41;
            foreach (var bytes in at % 10 == 0 ? new[] { flipped, whole[..at] } : [flipped])
            {
                File.WriteAllBytes(path, bytes);
                NumpyFileTests.Try(path);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string At(string name) => Path.Combine(Repository.Root, "tests", "Bilinear.Runtime.Tests", "DataFiles", "Torch", name);
}
