using System.Diagnostics;
using System.Text;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Testing;
using Bilinear.Testing.Golden;

namespace Bilinear.Runtime.Tests.Serialization;

public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("__metadata__", new[] { 1 }, "A tensor cannot be called __metadata__")]
    [InlineData("t", new[] { -1, -1 }, "'t' cannot have the shape [-1, -1]")]
    [InlineData("t", new[] { 70000, 70000, 70000, 70000, 70000 }, "which is more values, and 1 were given")]
    public void WhatTheFormatHasNot_IsNotWritten(string name, int[] shape, string problem)
    {
        var error = Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(_folder["a"], new Dictionary<string, string>(), [new(name, shape, new float[1])]));
        Assert.Contains(problem, error.Message);
        Assert.Equal("tensors", error.ParamName);
        Assert.False(File.Exists(_folder["a"]));
    }

    [Fact]
    public void AFileThatIsClosed_NamesItself()
    {
        SafeTensorsWriter.Write(_folder["a"], new Dictionary<string, string>(), [new("t", [1], new float[1])]);
        var file = SafeTensorsFile.Open(_folder["a"]);
        file.Dispose();
        Assert.Equal(typeof(SafeTensorsFile).FullName, Assert.Throws<ObjectDisposedException>(() => file.ReadFloats("t")).ObjectName);
    }

    [Fact]
    public void WhatIsWritten_IsRead()
    {
        var path = _folder["a.safetensors"];
        var many = new float[(1 << 20) + 3];
        for (var i = 0; i < many.Length; i++)
            many[i] = i * 0.1f;
        var metadata = new Dictionary<string, string> { ["model"] = "Größe \"1\"\n", ["empty"] = "" };
        SafeTensorsWriter.Write(path, metadata,
        [
            new("stack.0.weight", [2, 3], new[] { 1f, -2f, float.MaxValue, float.MinValue, 1e-45f, -0f }),
            new("nothing", [0, 7], Array.Empty<float>()),
            new("many", [many.Length], many),
            new("scalar", [], new[] { 3f }),
        ]);

        using var file = SafeTensorsFile.Open(path);
        Assert.Equal(metadata, file.Metadata.ToDictionary());
        Assert.Equal([1f, -2f, float.MaxValue, float.MinValue, 1e-45f, -0f], file.ReadFloats("stack.0.weight"));
        Assert.Equal([2L, 3L], file.Tensors["stack.0.weight"].Shape);
        Assert.Empty(file.ReadFloats("nothing"));
        Assert.True(many.AsSpan().SequenceEqual(file.ReadFloats("many")));
        Assert.Equal([3f], file.ReadFloats("scalar"));
    }

    [Theory]
    [InlineData(float.NaN, "NaN"), InlineData(float.PositiveInfinity, "Infinity"), InlineData(float.NegativeInfinity, "-Infinity")]
    public void WhatIsNotFinite_IsNotWritten(float wrong, string name)
    {
        SafeTensorsWriter.Write(_folder["a"], new Dictionary<string, string>(), [new("t", [1], new[] { 1f })]);
        var before = File.ReadAllBytes(_folder["a"]);

        var error = Assert.Throws<NotFiniteException>(() =>
            SafeTensorsWriter.Write(_folder["a"], new Dictionary<string, string>(), [new("right", [1], new[] { 1f }), new("head.weight", [2, 3], new[] { 1f, 2, 3, 4, 5, wrong })]));
        var scalar = Assert.Throws<NotFiniteException>(() => SafeTensorsWriter.Write(_folder["a"], new Dictionary<string, string>(), [new("loss", [], new[] { wrong })]));

        Assert.StartsWith($"{_folder["a"]} is not written: 'head.weight' would be {name} at [1, 2].", error.Message);
        Assert.Contains($"'loss' would be {name}.", scalar.Message);
        Assert.Equal(before, File.ReadAllBytes(_folder["a"]));
    }

    [Fact]
    public void Data_BeginAtAMultipleOfEight()
    {
        foreach (var name in (string[])["a", "ab", "abc", "abcd", "ünï"])
        {
            SafeTensorsWriter.Write(_folder["a"], new Dictionary<string, string>(), [new(name, [1], new[] { 1f })]);
            Assert.Equal(0, BitConverter.ToInt64(File.ReadAllBytes(_folder["a"])) % 8);
        }
    }

    [Fact]
    public void FilesOfPyTorch_Open()
    {
        foreach (var name in GoldenFile.Names)
        {
            using var file = SafeTensorsFile.Open(Path.Combine(Repository.Golden, name + ".safetensors"));
            var golden = GoldenFile.Open(name);
            Assert.Contains("PyTorch", file.Metadata["source"]);
            Assert.Equal(golden.Tensors.Order(), file.Tensors.Keys.Order());
            foreach (var tensor in file.Tensors.Values)
            {
                var values = tensor.Type == ElementType.I64 ? [.. file.ReadIntegers(tensor.Name)] : file.ReadFloats(tensor.Name);
                Assert.Equal(golden[tensor.Name], values);
            }
        }
    }

    [Fact]
    public void EveryHalf_WidensToItself()
    {
        var halves = Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits)).ToArray();
        var values = Read("F16", [.. halves.SelectMany(BitConverter.GetBytes)], file => file.ReadFloats("t"), halves.Length);
        for (var i = 0; i < halves.Length; i++)
            Assert.Equal((double)halves[i], values[i]);
    }

    [Fact]
    public void EveryBrainFloat_IsTheUpperHalfOfAFloat()
    {
        var bytes = Enumerable.Range(0, 1 << 16).SelectMany(bits => BitConverter.GetBytes((ushort)bits)).ToArray();
        var values = Read("BF16", bytes, file => file.ReadFloats("t"), 1 << 16);
        for (var bits = 0u; bits < 1 << 16; bits++)
            Assert.Equal(bits << 16, BitConverter.SingleToUInt32Bits(values[bits]));
    }

    [Fact]
    public void Doubles_AreRoundedToTheNearestFloat()
    {
        double[] doubles = [0.1, Math.PI, 1e300, -1e-300, double.NaN, 16777217];
        var values = Read("F64", [.. doubles.SelectMany(BitConverter.GetBytes)], file => file.ReadFloats("t"), doubles.Length);
        Assert.Equal([0.1f, MathF.PI, float.PositiveInfinity, -0f, float.NaN, 16777216f], values);
    }

    [Fact]
    public void WholeNumbers_AreReadFromThreeTypes()
    {
        Assert.Equal([-1, int.MaxValue], Read("I64", [.. BitConverter.GetBytes(-1L), .. BitConverter.GetBytes((long)int.MaxValue)], file => file.ReadIntegers("t"), 2));
        Assert.Equal([-7], Read("I32", BitConverter.GetBytes(-7), file => file.ReadIntegers("t"), 1));
        Assert.Equal([0, 255], Read("U8", [0, 255], file => file.ReadIntegers("t"), 2));
        Assert.Equal<byte>([0, 255], Read("U8", [0, 255], file => file.ReadBytes("t"), 2));
    }

    [Fact]
    public void AWholeNumberOver32Bits_IsRefused()
    {
        var error = Assert.Throws<SafeTensorsException>(() => Read("I64", BitConverter.GetBytes(1L << 31), file => file.ReadIntegers("t"), 1));
        Assert.Contains("must fit into 32 bits", error.Message);
    }

    [Fact]
    public void AnotherTypeThanAskedFor_IsRefused()
    {
        Assert.Contains("holds I32; floats can be read from F32", Assert.Throws<SafeTensorsException>(() => Read("I32", new byte[4], file => file.ReadFloats("t"), 1)).Message);
        Assert.Contains("holds F32; whole numbers", Assert.Throws<SafeTensorsException>(() => Read("F32", new byte[4], file => file.ReadIntegers("t"), 1)).Message);
        Assert.Contains("holds F32; bytes", Assert.Throws<SafeTensorsException>(() => Read("F32", new byte[4], file => file.ReadBytes("t"), 1)).Message);
    }

    /// <summary>Every type of the format's own reader, how many elements eight or six bytes hold, and one that is not of the format.</summary>
    public static TheoryData<string, int, int> Types => new()
    {
        { "F64", 1, 8 }, { "I64", 1, 8 }, { "U64", 1, 8 }, { "C64", 1, 8 }, { "F32", 2, 8 }, { "I32", 2, 8 }, { "U32", 2, 8 },
        { "F16", 4, 8 }, { "BF16", 4, 8 }, { "I16", 4, 8 }, { "U16", 4, 8 }, { "I8", 8, 8 }, { "U8", 8, 8 }, { "BOOL", 8, 8 },
        { "F8_E4M3", 8, 8 }, { "F8_E5M2", 8, 8 }, { "F8_E8M0", 8, 8 }, { "F8_E4M3FNUZ", 8, 8 }, { "F8_E5M2FNUZ", 8, 8 },
        { "F6_E2M3", 8, 6 }, { "F6_E3M2", 8, 6 }, { "F4", 16, 8 }, { "F128", 1, 8 }, { "f32", 3, 8 },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void ATypeOfAnotherTensor_IsNotJudged(string type, int count, int size)
    {
        File.WriteAllBytes(_folder["a"], RawSafeTensors.File(
            $$$"""{"__metadata__":null,"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"other":{"dtype":"{{{type}}}","shape":[{{{count}}}],"data_offsets":[4,{{{4 + size}}}],"note":"x"}}""", new byte[4 + size]));

        using var file = SafeTensorsFile.Open(_folder["a"]);

        Assert.Empty(file.Metadata);
        Assert.Equal([0f], file.ReadFloats("t"));
        Assert.Equal((type, (long)count), (file.Tensors["other"].Dtype, file.Tensors["other"].Count));
    }

    [Theory, InlineData("F8_E4M3"), InlineData("F128")]
    public void ATypeThatCannotBeRead_IsNamed_BeforeThereIsMemoryForIt(string type)
    {
        var shape = type == "F128" ? 1 << 30 : 8;
        Assert.Contains($"holds {type}; floats can be read from F32", Assert.Throws<SafeTensorsException>(() => Read(type, new byte[8], file => file.ReadFloats("t"), shape)).Message);
    }

    [Fact]
    public void AMissingTensor_IsNamedWithThoseThatAreThere()
    {
        var error = Assert.Throws<SafeTensorsException>(() => Read("F32", new byte[4], file => file.ReadFloats("u"), 1));
        Assert.EndsWith("there is no tensor 'u'; there are 't'.", error.Message);
    }

    [Fact]
    public void AFileThatIsCutWhileItIsRead_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program that cuts a file is Linux's.");
        var path = _folder["a.safetensors"];
        SafeTensorsWriter.Write(path, new Dictionary<string, string>(), [new("t", [1000], new float[1000])]);
        using var file = SafeTensorsFile.Open(path);
        // Not by File.OpenWrite: .NET keeps to the lock of the open file, others do not.
        using (var truncate = Process.Start("truncate", ["--size=-1", path]))
            truncate.WaitForExit();
        Assert.EndsWith("became shorter while it was read.", Assert.Throws<SafeTensorsException>(() => file.ReadFloats("t")).Message);
    }

    [Fact]
    public void APipe_IsRefusedWithoutWaitingForIt()
    {
        var pipe = _folder["pipe"];
        Assert.SkipWhen(Shell.Run("mkfifo", pipe) is null, "There are no pipes here.");

        Assert.Equal($"{pipe}: it is a pipe or a device, and tensors are read from their places in a file: write it to a file first.", Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(pipe)).Message);
        Assert.Contains("it is a folder", Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(_folder.Path)).Message);
    }

    [Fact]
    public void EveryTruncation_IsRefusedWithASentence()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Golden, "glu_relu.safetensors"));
        var path = _folder["cut.safetensors"];
        // Every length inside and just after the header, then a spread of those inside the data.
        var lengths = Enumerable.Range(0, 3000).Concat(Enumerable.Range(30, 57).Select(i => i * 100)).Append(bytes.Length - 1);
        foreach (var length in lengths)
        {
            File.WriteAllBytes(path, bytes[..length]);
            var error = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(path));
            Assert.StartsWith(path, error.Message);
            Assert.EndsWith(".", error.Message);
        }
    }

    [Fact]
    public void RandomDamage_IsRefusedOrHarmless()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Golden, "glu_relu.safetensors"));
        var header = 8 + (int)BitConverter.ToInt64(bytes);
        var random = new Random(1);
        var refused = 0;
        for (var turn = 0; turn < 3000; turn++)
        {
            var damaged = bytes.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
                damaged[random.Next(header)] = (byte)random.Next(256);
            var path = _folder["damaged.safetensors"];
            File.WriteAllBytes(path, damaged);
            try
            {
                using var file = SafeTensorsFile.Open(path);
                foreach (var tensor in file.Tensors.Values.Where(tensor => tensor.Type == ElementType.F32))
                    Assert.Equal(tensor.Count, file.ReadFloats(tensor.Name).Length);
            }
            catch (SafeTensorsException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1500, 3000);
    }

    private T[] Read<T>(string type, byte[] data, Func<SafeTensorsFile, T[]> read, int count)
    {
        var path = _folder["typed.safetensors"];
        var header = $$$"""{"t":{"dtype":"{{{type}}}","shape":[{{{count}}}],"data_offsets":[0,{{{data.Length}}}]}}""";
        File.WriteAllBytes(path, RawSafeTensors.File((ulong)header.Length, Encoding.UTF8.GetBytes(header), data));
        using var file = SafeTensorsFile.Open(path);
        return read(file);
    }
}
