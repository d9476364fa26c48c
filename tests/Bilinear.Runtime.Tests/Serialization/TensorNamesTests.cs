using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Training;
using Bilinear.Training.Files;

namespace Bilinear.Runtime.Tests.Serialization;

/// <summary>How the tensors of another's checkpoint get the names that a model knows.</summary>
public sealed class TensorNamesTests : IDisposable
{
    private static readonly float[] Values = [1, 2, 3];

    private static readonly ModelDescription Model = new()
    {
        Name = "m",
        Inputs = [new("x", [3])],
        Outputs = [new("y", [1])],
        Parameters = [new("head.weight", [1, 3], 3, ParameterInit.UniformFanIn), new("head.bias", [3], 3, ParameterInit.UniformFanIn)],
        Forward = _ => { },
        Step = _ => { },
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Rules_AreAppliedInOrderToWholeNames()
    {
        var block = Read(["module.fc.w", "module.fc.b"], ("module\\.(.*)", "$1"), ("fc\\.(w|b)", "head.$1"), ("(.*)\\.w", "$1.weight"), ("(.*)\\.b", "$1.bias"), ("head", "gone"));

        Assert.Equal([1, 2, 3, 1, 2, 3], block);
    }

    [Fact]
    public void TwoTensorsOfOneName_AreRefusedByName()
    {
        var mistake = Assert.Throws<SafeTensorsException>(() => Read(["a.weight", "b.weight"], ("[ab]\\.weight", "head.weight")));

        Assert.Contains("'a.weight' and 'b.weight' would both be called 'head.weight'", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyReplacement_LeavesTensorsOut() => Assert.Equal(6, Read(["head.weight", "head.bias", "running.mean", "running.var"], ("running\\..*", "")).Length);

    [Fact]
    public void WhatDoesNotFit_IsListedByItsNewName()
    {
        var mistake = Assert.Throws<SafeTensorsException>(() => Read(["w", "other"], ("w", "head.weight")));

        Assert.Contains("'head.bias' is missing; 'other' is one too many", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a)|(b")]
    public void PatternThatIsNone_IsAMistakeOfTheCaller(string pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => new TensorNames([KeyValuePair.Create(pattern, "x")]));

    [Fact]
    public void RuleThatIsNull_IsAMistakeOfTheCaller() =>
        Assert.Equal("rules", Assert.Throws<ArgumentException>(() => new TensorNames(new KeyValuePair<string, string>[1])).ParamName);

    [Fact]
    public void PatternWithoutEnd_IsStopped()
    {
        var name = new string('a', 40);

        Assert.Contains(name, Assert.Throws<SafeTensorsException>(() => Read([name], ("(a+)+b", "x"))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // A file of tensors [1, 3], those of a bias [3].
    private float[] Read(string[] tensors, params (string Pattern, string Replacement)[] rules)
    {
        SafeTensorsWriter.Write(_folder["w"], new Dictionary<string, string>(), [.. tensors.Select(name => new NamedTensor(name, name.EndsWith(".b", StringComparison.Ordinal) || name.EndsWith("bias", StringComparison.Ordinal) ? [3] : [1, 3], Values))]);
        return WeightsFile.Read(_folder["w"], Model, new TensorNames(rules.Select(rule => KeyValuePair.Create(rule.Pattern, rule.Replacement)))).Block;
    }
}
