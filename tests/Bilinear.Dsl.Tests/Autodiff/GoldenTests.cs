using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;
using Bilinear.Testing.Golden;
using Bilinear.Testing.Interpretation;
using Bilinear.Testing.Models;
using static Bilinear.Testing.Models.ModelDraft;

namespace Bilinear.Dsl.Tests.Autodiff;

/// <summary>Output, loss and every gradient against PyTorch's.</summary>
public class GoldenTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Names => [.. GoldenFile.Names];

    [Theory, MemberData(nameof(Names))]
    public void Model_AgreesWithPyTorch(string name)
    {
        var golden = GoldenFile.Open(name);

        var result = new ReferenceModel(ModelOf(golden.Case)).Run(golden.WithPrefix("param"), golden["input"], [golden["target"]]);

        AssertClose("output", golden["output"], result.Outputs[0]);
        AssertClose("loss", golden["loss"], [result.Loss]);
        var gradients = golden.WithPrefix("grad");
        Assert.Equal(gradients.Keys.Order(), result.Gradients.Keys.Order());
        foreach (var (parameter, expected) in gradients)
            AssertClose(parameter, expected, result.Gradients[parameter]);
    }

    [Fact]
    public void EveryGoldenFile_IsTested() =>
        Assert.Equal(
            Directory.GetFiles(Testing.Repository.Golden, "*.safetensors").Select(Path.GetFileNameWithoutExtension).Order(),
            GoldenFile.Names.Concat(GoldenFile.SequenceNames).Order());

    public static TheoryData<string> SequenceNames => [.. GoldenFile.SequenceNames];

    [Theory, MemberData(nameof(SequenceNames))]
    public void ModelOfTexts_AgreesWithPyTorch(string name)
    {
        var golden = GoldenFile.Open(name);
        var program = File.ReadAllText(Path.Combine(Testing.Repository.Root, "tests", "Bilinear.Models.Tests", "sequences.bmlp"));
        var compilation = new BmlpCompilation(new Text.SourceText("sequences.bmlp", program));
        Assert.Empty(compilation.Diagnostics);
        var model = compilation.Bound.Models.Single(model => model.Name.Equals(name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        Dictionary<string, string> theirs = model.Parameters.ToDictionary(parameter => parameter.Path, parameter => parameter.Path.Replace(".attend.", ".", StringComparison.Ordinal));

        var result = new ReferenceModel(model).Run(theirs.ToDictionary(pair => pair.Key, pair => golden[$"param.{pair.Value}"]), golden["input"], [golden["target"]]);

        AssertClose("output", golden["output"], result.Outputs[0]);
        AssertClose("loss", golden["loss"], [result.Loss]);
        foreach (var (ours, name2) in theirs)
            AssertClose(ours, golden[$"grad.{name2}"], result.Gradients[ours]);
    }

    private static BoundModel ModelOf(GoldenCase at)
    {
        var draft = new ModelDraft(at.Input);
        BoundLayer[] norm = at.Norm == "rms" ? [draft.RmsNorm()] : [];
        var x = draft.Bind("x", Pipe(draft.Input, draft.Linear("embed", at.Input, at.Hidden, at.Bias)));
        for (var i = 0; i < at.Layers; i++)
        {
            var glu = draft.Glu($"blocks.{i}", at.Hidden, at.Down > 0 ? at.Down : at.Hidden, Enum.Parse<Gate>(at.Gate, ignoreCase: true), at.Bias);
            BoundLayer[] down = at.Down > 0 ? [draft.Linear($"blocks.{i}.down", at.Down, at.Hidden, at.Bias)] : [];
            var f = Pipe(x, [.. norm, glu, .. down]);
            x = draft.Bind("x", at.Residual ? Sum(Read(x), f) : f);
        }

        return draft.Return(Pipe(x, [.. norm, draft.Linear("head", at.Hidden, at.Output, at.Bias)]));
    }

    private static void AssertClose(string name, float[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() / expected.Max(Math.Abs);
        Assert.True(error < Tolerance, $"{name} differs from PyTorch's by {error} of its largest value.");
    }
}
