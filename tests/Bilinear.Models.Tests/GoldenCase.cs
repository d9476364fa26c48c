using System.Text.RegularExpressions;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Models.Tests;

/// <summary>One file of tests/golden: what PyTorch computed for a small model.</summary>
internal sealed partial class GoldenCase(string name)
{
    private readonly SafeTensorsFile _file = SafeTensorsFile.Open(Path.Combine(Repository.Golden, name + ".safetensors"));

    public float[] Input => _file.ReadFloats("input");

    public int[] Target => _file.ReadIntegers("target");

    public float[] this[string tensor] => _file.ReadFloats(tensor);

    /// <summary>A parameter of ours by PyTorch's name: there a block's bilinear weights are <c>blocks.0.weight</c>.</summary>
    public float[] Of(string kind, string parameter) => _file.ReadFloats($"{kind}.{Mix().Replace(parameter, "")}");

    [GeneratedRegex(@"\.mix(?=\.)")]
    private static partial Regex Mix();
}
