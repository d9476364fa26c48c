using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Printing;

/// <summary>A program in canonical text without norms, or without some: what it becomes once they divide by constants, which are folded into the weights behind them.</summary>
public static class NormlessText
{
    private const string Norm = "rmsnorm";

    /// <summary>Leaves out every norm of a model, and of the blocks that it is made of. Other declarations stay, and so do names, sizes and comments.</summary>
    /// <param name="canonicalText">The text of a program without mistakes.</param>
    /// <param name="model">The name of the model.</param>
    /// <param name="untied">The layers <c>unembedding</c> of the model that get a weight of their own: each becomes <c>linear</c>, of as many outputs as there are tokens.</param>
    public static string Print(string canonicalText, string model, IReadOnlyCollection<string> untied)
    {
        var file = Parse(canonicalText);
        var reached = Reached(file, model);
        return Print(file, reached.Contains, _ => true, untied);
    }

    /// <summary>Leaves out every norm whose scale is measured, wherever it is: training folds them.</summary>
    /// <param name="canonicalText">The text of a program without mistakes.</param>
    public static string OfMeasured(string canonicalText) => Print(Parse(canonicalText), _ => true, IsMeasured, []);

    private static string Print(FileSyntax file, Func<DeclarationSyntax, bool> isRewritten, Func<CallSyntax, bool> isFolded, IReadOnlyCollection<string> untied) => CanonicalText.Print(file with
    {
        Declarations =
        [
            .. file.Declarations.Select(declaration => !isRewritten(declaration) ? declaration : declaration switch
            {
                ModelSyntax root => root with { Body = Without(Untie(root, untied), isFolded) },
                BlockSyntax block => block with { Body = Without(block.Body, isFolded) },
                _ => declaration,
            }),
        ],
    });

    private static FileSyntax Parse(string canonicalText) => BmlpParser.Parse(new SourceText("", canonicalText), new DiagnosticBag());

    private static bool IsMeasured(CallSyntax norm) => norm.Arguments.Any(argument => argument is { Name.Text: "scale", Value: PathSyntax { SingleName: not "position" } });

    /// <summary>The model's declaration, that of the model which it is an instance of, and the blocks that they use, directly or not.</summary>
    private static HashSet<DeclarationSyntax> Reached(FileSyntax file, string model)
    {
        var reached = new HashSet<DeclarationSyntax>();
        var names = new Queue<string>([model]);
        while (names.Count > 0)
        {
            var name = names.Dequeue();
            foreach (var declaration in file.Declarations.Where(declaration => declaration is ModelSyntax or BlockSyntax or InstanceSyntax && declaration.Name.Text == name && reached.Add(declaration)))
            {
                foreach (var next in Named(declaration))
                    names.Enqueue(next);
            }
        }

        return reached;
    }

    private static IEnumerable<string> Named(DeclarationSyntax declaration) => declaration switch
    {
        InstanceSyntax instance => [instance.Base.Name.Text],
        ModelSyntax model => Called(model.Body),
        BlockSyntax block => Called(block.Body),
        _ => [],
    };

    private static IEnumerable<string> Called(BodySyntax body) => body.Statements.OfType<LayerSyntax>().Select(layer => layer.Call.Name.Text);

    private static BodySyntax Untie(ModelSyntax root, IReadOnlyCollection<string> untied) => root.Body with
    {
        Statements = [.. root.Body.Statements.Select(statement => statement is LayerSyntax layer && untied.Contains(layer.Name.Text)
            ? layer with { Call = layer.Call with { Name = layer.Call.Name with { Text = "linear" }, Arguments = [new ArgumentSyntax(null, root.Input.Type.Sizes[0].Items[0], layer.Call.Span)] } }
            : statement)],
    };

    /// <param name="isFolded">Whether a norm is left out.</param>
    private static BodySyntax Without(BodySyntax body, Func<CallSyntax, bool> isFolded)
    {
        var layers = body.Statements.OfType<LayerSyntax>().ToDictionary(layer => layer.Name.Text, layer => layer.Call, StringComparer.Ordinal);

        // A layer of the body may be called as the operator is.
        bool IsNorm(NameSyntax step) => (layers.TryGetValue(step.Text, out var call) ? call : new CallSyntax(step, [], step.Span)) is { Name.Text: Norm } norm && isFolded(norm);

        FlowSyntax Flow(FlowSyntax flow) => flow switch
        {
            FlowSumSyntax sum => sum with { Terms = [.. sum.Terms.Select(Flow)] },
            FlowPipeSyntax pipe when pipe.Steps.All(IsNorm) => Flow(pipe.Head),
            FlowPipeSyntax pipe => pipe with { Head = Flow(pipe.Head), Steps = [.. pipe.Steps.Where(step => !IsNorm(step))] },
            _ => flow,
        };

        return body with
        {
            Statements = [.. body.Statements.Select(statement => statement switch
            {
                LayerSyntax { Call: { Name.Text: Norm } norm } when isFolded(norm) => null,
                BindingSyntax binding when Flow(binding.Flow) is var flow => flow is FlowNameSyntax { Name: var same } && same.Text == binding.Name.Text ? null : binding with { Flow = flow },
                ReturnSyntax result => result with { Flows = [.. result.Flows.Select(Flow)] },
                _ => statement,
            }).OfType<StatementSyntax>()],
        };
    }
}
