using System.Text;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Serialization;

/// <summary>Each lie that a header can tell has a sentence of its own.</summary>
public sealed class LyingSafeTensorsTests
{
    private static readonly byte[] Eight = new byte[8];

    /// <summary>The header over eight bytes of data, and what is said of it.</summary>
    public static TheoryData<string, string> Headers => new()
    {
        { "", "the header is not JSON" },
        { "[]", "the header is not a JSON object" },
        { "{", "the header is not JSON" },
        { "{} {}", "the header is not JSON" },
        { """{"a":1}""", "the tensor 'a' is not described by a JSON object" },
        { """{"a":{"shape":[2],"data_offsets":[0,8]}}""", "the tensor 'a' has no dtype" },
        { """{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "the tensor 'a' has no shape" },
        { """{"a":{"dtype":"F32","shape":[2]}}""", "the tensor 'a' has no data_offsets" },
        { """{"a":{"dtype":"F32","dtype":"I32","shape":[2],"data_offsets":[0,8]}}""", "the tensor 'a' has two entries dtype" },
        { """{"a":{"dtype":1,"shape":[2],"data_offsets":[0,8]}}""", "has '1' for a dtype, which is no name" },
        { """{"a":{"dtype":"F31","shape":[4611686018427387904,2],"data_offsets":[0,8]}}""", "has more elements than can be counted" },
        { """{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,4]}}""", "4 bytes after 'a' belong to no tensor" },
        { """{"a":{"dtype":"F4","shape":[15],"data_offsets":[0,8]}}""", "F4[15], takes 60 bits, which are no whole number of bytes" },
        { """{"a":{"dtype":"F4","shape":[8],"data_offsets":[0,8]}}""", "F4[8], takes 4 bytes, and its data_offsets span 8" },
        { """{"a":{"dtype":"C64","shape":[2],"data_offsets":[0,8]}}""", "C64[2], takes 16 bytes" },
        { """{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "the shape of 'a' is not a list" },
        { """{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "the shape of 'a' has '-2' where a whole number" },
        { """{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", "the shape of 'a' has '2.0'" },
        { """{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "the shape of 'a' has '\"2\"'" },
        { """{"a":{"dtype":"F32","shape":[18446744073709551618],"data_offsets":[0,8]}}""", "the shape of 'a' has '18446744073709551618'" },
        { """{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", "has more elements than can be counted" },
        { """{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", "has more elements than can be counted" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "the data_offsets of 'a' are 3 numbers where two belong" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "the tensor 'a' ends at byte 0, before it begins at 8" },
        { """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "ends at byte 12 of the data, and the file has only 8" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "F32[1], takes 4 bytes, and its data_offsets span 8" },
        { """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}""", "F64[2], takes 16 bytes, and its data_offsets span 8" },
        { """{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,8]}}""", "takes 0 bytes, and its data_offsets span 8" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "the header names 'a' twice" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "the tensor 'b' begins at byte 4, inside 'a', which ends at 8" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "begins at byte 0, inside 'a'" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", "the tensor 'b' begins at byte 4, inside 'a'" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "4 bytes between the header and 'a' belong to no tensor" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes after 'a' belong to no tensor" },
        { "{}", "8 bytes after the header belong to no tensor" },
        { """{"__metadata__":1}""", "__metadata__ is not a JSON object" },
        { """{"__metadata__":{"a":1}}""", "the metadata entry 'a' is not a string" },
        { """{"__metadata__":{"a":"1","a":"2"}}""", "the metadata names 'a' twice" },
        { """{"__metadata__":{"a":"\ud800"}}""", "the header is not JSON" },
        { """{"\ud800":{}}""", "the header is not JSON" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void ALie_IsRefusedWithItsSentence(string header, string sentence) =>
        Assert.Contains(sentence, Refusal(RawSafeTensors.File(header, Eight)));

    [Fact]
    public void EmptyTensorsBetweenOthers_AreRight()
    {
        const string header = """{"b":{"dtype":"F32","shape":[0],"data_offsets":[4,4]},"c":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"d":{"dtype":"F32","shape":[9,0],"data_offsets":[8,8]}}  """;
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], RawSafeTensors.File(header, Eight));
        using var file = SafeTensorsFile.Open(folder["a"]);
        Assert.Equal(4, file.Tensors.Count);
    }

    [Fact]
    public void AnEmptyFile_IsRefused() => Assert.Contains("the file is 0 bytes long", Refusal([]));

    [Theory]
    [InlineData(ulong.MaxValue, "no more than 100000000 are allowed")]
    [InlineData(100_000_001, "no more than 100000000 are allowed")]
    [InlineData(100_000_000, "only 2 follow")]
    [InlineData(3, "only 2 follow")]
    public void AHeaderLongerThanTheFile_IsRefused(ulong length, string sentence) =>
        Assert.Contains(sentence, Refusal(RawSafeTensors.File(length, "{}"u8.ToArray(), [])));

    [Fact]
    public void BytesThatAreNotText_AreRefused() =>
        Assert.Contains("the header is not UTF-8 text", Refusal(RawSafeTensors.File(4, [(byte)'{', 0xFF, 0xFE, (byte)'}'], [])));

    [Fact]
    public void DeepNesting_IsRefused() =>
        Assert.Contains("the header is not JSON", Refusal(RawSafeTensors.File(string.Concat(Enumerable.Repeat("""{"a":""", 100_000)), [])));

    [Fact]
    public void ALongName_IsCutInTheSentence()
    {
        var message = Refusal(RawSafeTensors.File($$"""{"{{new string('x', 100_000)}}\u0007":1}""", []));
        Assert.InRange(message.Length, 100, 400);
        Assert.Contains("…", message);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>404</body></html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a")]
    public void AnotherKindOfFile_IsRefused(string contents) =>
        Assert.Contains("is this a .safetensors file?", Refusal(Encoding.UTF8.GetBytes(contents)));

    [Theory]
    [InlineData("PK\u0003\u0004\u0014\0\0\0 as PyTorch writes them", "it is a zip archive, as .pt and .npz are, and no .safetensors file. Where the tool takes weights or data it reads such a file")]
    [InlineData("PK\u0003\u0004\0\0\0\0 short as a header", "it is a zip archive")]
    [InlineData("\u0093NUMPY\u0001\0v\0", "it is an array of NumPy's, as .npy is, and no .safetensors file.")]
    [InlineData("\u0089PNG\r\n\u001a\n", "it is a PNG picture, and no .safetensors file.")]
    public void AKindOfFileThatIsKnown_IsNamed(string contents, string sentence) =>
        Assert.Contains(sentence, Refusal(Encoding.Latin1.GetBytes(contents)));

    [Fact]
    public void AMissingFile_IsNamed() =>
        Assert.Contains("nowhere.safetensors", Assert.ThrowsAny<IOException>(() => SafeTensorsFile.Open("nowhere.safetensors")).Message);

    private static string Refusal(byte[] contents)
    {
        using var folder = new TemporaryFolder();
        var path = folder["lying.safetensors"];
        File.WriteAllBytes(path, contents);
        var error = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Open(path));
        Assert.StartsWith(path + ": ", error.Message);
        Assert.Matches("[.?]$", error.Message);
        // Whoever was refused may delete the file: nobody holds it.
        File.Delete(path);
        return error.Message;
    }
}
