using Bilinear.Cli.Tests.Corpus;
using Bilinear.Dsl;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Text;
using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Cli.Tests.Exporting;

/// <summary>Every model that there is, but those with embeddings or attention, which are refused, exported with random weights: OnnxRuntime computes what we compute.</summary>
public sealed class ExportedCorpusTests(Workbench bench) : IClassFixture<Workbench>
{
    private const int Samples = 41;
    private const double Tolerance = 1e-5;

    /// <summary>What the programs are made of: each has been through OnnxRuntime.</summary>
    private static readonly string[] Operators = ["Gelu", "Relu", "Silu", "add", "broadcast", "input", "matmul", "multiply", "parameter", "reshape", "rms_norm", "slice"];

    [Fact]
    public void EveryModel_RunsAsOursDoes_AtAnyBatch()
    {
        var models = Programs().SelectMany(Models).ToList();
        Assert.True(models.Count > 40, $"There are only {models.Count} models to export.");
        Assert.Equal(Operators, models.SelectMany(model => model.Forward.Values).Select(value => NameOf(value.Operator)).Distinct().Order(StringComparer.Ordinal));

        Assert.All(models.SelectMany(Commands).Select(command => CommandOutcome.Of(command, bench)), outcome => Assert.True(outcome.ExitCode == 0, $"{outcome}"));
        foreach (var model in models)
            Compare(model);
    }

    private static IEnumerable<string> Programs() => Directory.GetFiles(Path.Combine(Repository.Corpus, "ok"), "*.bmlp", SearchOption.AllDirectories)
        .Concat(Directory.GetDirectories(Path.Combine(Repository.Root, "examples")).SelectMany(folder => Directory.GetFiles(folder, "*.bmlp"))).Order(StringComparer.Ordinal);

    private static string NameOf(Operator op) => op is Unary unary ? $"{unary.Function}" : op.Mnemonic;

    // No file of weights is of a model whose gates are annealed: those are of what it becomes.
    private IEnumerable<RandomModel> Models(string program, int index) =>
        new BmlpCompilation(new SourceText(program, File.ReadAllText(program))).Models.Where(model => model.Bound.TrainedText is null && !model.Lowered.Forward.Values.Any(value => value.Operator is Embed or Attention)).Select(model => RandomModel.Of(program, model.Lowered.Forward, Samples, bench[$"{index}.{model.Bound.Name}"]));

    private static IEnumerable<string[]> Commands(RandomModel model) =>
    [
        ["run", model.Program, "--model", model.Forward.Name, "--weights", model.Weights, "--input", model.Inputs, "--output", model.Outputs],
        ["export", model.Program, model.Weights, "--model", model.Forward.Name, "--out", model.Exported],
    ];

    private static void Compare(RandomModel model)
    {
        using var exported = new ExportedModel(model.Exported);
        using var ours = SafeTensorsFile.Open(model.Outputs);
        var size = model.Input.Length / Samples;
        Assert.Equal(model.Forward.Results.Select(result => result.Name), exported.Session.OutputNames);
        foreach (var (from, batch) in new[] { (0, 1), (1, 7), (8, 33), (0, Samples) })
        {
            var theirs = exported.Run(batch, model.Input.AsMemory(from * size, batch * size));
            foreach (var result in model.Forward.Results)
            {
                var expected = ours.ReadFloats(model.Forward.Results.Count == 1 ? "output" : $"output.{result.Name}");
                var row = expected.Length / Samples;
                var error = theirs[result.Name].Zip(expected.AsSpan(from * row, batch * row).ToArray(), (left, right) => Math.Abs(left - (double)right)).Max();
                var largest = expected.Max(Math.Abs);
                Assert.Equal(batch * row, theirs[result.Name].Length);
                Assert.True(error <= Tolerance * largest, $"{model.Program}, {model.Forward.Name}, {result.Name} at batch {batch}: an error of {error:G3}, where the largest output is {largest:G3}.");
            }
        }
    }
}
