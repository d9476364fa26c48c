using Bilinear.Dsl.Ir;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Cli.Tests.Exporting;

/// <summary>The table from operators to ONNX is total: each is exported, and computes what it should, or is refused by its name.</summary>
public sealed class OperatorTests(Workbench bench) : IClassFixture<Workbench>
{
    private const double Tolerance = 1e-6;

    /// <summary>Of training only.</summary>
    private static readonly string[] Refused =
    [
        "GeluDerivative", "Logistic", "LogisticDerivative", "ReluDerivative", "SiluDerivative", "attention", "attention_adjoint", "attention_log_sums", "batch_scale", "batch_scale_adjoint", "cross_entropy",
        "cross_entropy_adjoint", "embed", "embed_adjoint", "linear_cross_entropy", "linear_cross_entropy_adjoint", "noise", "pad",
        "rms_norm_adjoint", "rotate", "sharpness", "squared_error", "squared_error_adjoint", "sum_rows", "target",
    ];

    [Fact]
    public void EachIsExportedAndRight_OrRefusedByItsName()
    {
        var folder = Directory.CreateDirectory(bench["operators"]).FullName;
        var graphs = OperatorGraphs.All;
        Assert.Equal(StageSpec.AllOperators.ToHashSet(), graphs.Values.SelectMany(graph => graph.Values).Select(value => value.Operator.GetType()).ToHashSet());
        Assert.Equal(Enum.GetValues<PointwiseFunction>(), graphs.Values.SelectMany(graph => graph.Values).Select(value => value.Operator).OfType<Unary>().Select(unary => unary.Function).Order());

        var result = Bmlp.Run([], bench.Environment(("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (OperatorGraphs.Variable, folder)));

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(Refused, Directory.GetFiles(folder, "*.txt").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        foreach (var (name, graph) in graphs)
        {
            if (Refused.Contains(name))
                Assert.Contains($"nothing in ONNX is known yet for the operator {FirstUnknown(name)} of", File.ReadAllText(Path.Combine(folder, name + ".txt")), StringComparison.Ordinal);
            else
                Compare(graph, Path.Combine(folder, name + ".onnx"), name);
        }
    }

    /// <summary>What stands first in a graph that nothing in ONNX is known for: labels before what reads them.</summary>
    private static string FirstUnknown(string name) => name switch
    {
        _ when name.Contains("cross", StringComparison.Ordinal) || name.StartsWith("embed", StringComparison.Ordinal) => "target",
        "attention_adjoint" => "attention_log_sums",
        _ => name,
    };

    private static void Compare(Graph graph, string path, string name)
    {
        using var exported = new ExportedModel(path);
        foreach (var batch in new[] { 1, 7 })
        {
            var input = OperatorGraphs.Numbers(batch * graph.Inputs.Single().Type.Shape.Count);
            var parameters = graph.Parameters.ToDictionary(parameter => parameter.Path, parameter => Wide(OperatorGraphs.Numbers(parameter.Count)));
            var expected = Interpreter.Run(graph, new Feeds(batch, Wide(input), [], parameters)).Single().Elements;
            var found = exported.Run(batch, input)["y"];
            Assert.Equal(expected.Length, found.Length);
            Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Tolerance * expected.Max(Math.Abs), $"{name} at batch {batch}: {pair}"));
        }
    }

    private static double[] Wide(float[] numbers) => [.. numbers.Select(number => (double)number)];
}
