using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>Gives every model the <c>decompose</c> block that is its own.</summary>
internal sealed class DecomposeBinder(FileContext file, DeclarationTable table)
{
    private const long DefaultBranch = 4;
    private const long DefaultBudget = 2000;

    private static readonly string[] Kinds = ["eigen", "svd", "tree"];

    /// <summary>The words of <c>order</c>, in the order of <see cref="SpectrumOrder"/>.</summary>
    private static readonly string[] Orders = ["value", "magnitude", "mean_activation"];

    /// <summary>The words of <c>basis</c>, in the order of <see cref="SpectrumBasis"/>.</summary>
    private static readonly string[] Bases = ["latent", "input"];

    /// <summary>The words of <c>bias</c>, in the order of <see cref="BiasTreatment"/>.</summary>
    private static readonly string[] Biases = ["separate", "append"];

    public void Run(FileSyntax syntax)
    {
        foreach (var (model, decompose) in table.BlocksOfModels<DecomposeSyntax>(syntax, "decompose"))
            model.Decompose = Bind(decompose);
    }

    private DecomposeBlock Bind(DecomposeSyntax decompose)
    {
        var entries = new List<DecomposeEntry>();
        var seen = new Dictionary<string, EntrySyntax>(StringComparer.Ordinal);
        foreach (var entry in decompose.Entries)
        {
            var kind = entry.Key.Text;
            if (entry.Label is { } label)
                file.Diagnostics.ReportLabelledEntry(label.Span, kind);
            if (!Kinds.Contains(kind))
            {
                file.Diagnostics.ReportUnknownEntry(entry.Key.Span, kind, "decompose", file.Names.Nearest(kind, Kinds), Kinds);
                continue;
            }

            if (entry.Value is not PathSyntax path)
            {
                file.Diagnostics.ReportNoLayerPath((entry.Value ?? (SyntaxNode)entry.Key).Span, kind);
                continue;
            }

            var request = Request(kind, path, entry.Block ?? []);
            if (seen.TryGetValue($"{kind} {path.Text}", out var first))
                file.Diagnostics.ReportDuplicateEntry(entry.Key.Span, $"{kind} {path.Text}", file.LineOf(first.Span));
            else
                entries.Add(new DecomposeEntry(path, request));
            seen[$"{kind} {path.Text}"] = first ?? entry;
        }

        return new DecomposeBlock(entries);
    }

    private Func<BoundLayer, long?, DecomposeRequest> Request(string kind, PathSyntax path, IReadOnlyList<EntrySyntax> syntax)
    {
        if (kind == "eigen")
        {
            var isDirection = syntax.ToLookup(entry => entry.Key.Text == "direction");
            var entries = new EntrySet(file, kind, [.. isDirection[false]], ["order", "keep", "basis", "bias", "direction"]);
            var directions = new DirectionReader(file).Read(isDirection[true]);
            var order = (SpectrumOrder?)entries.Choice("order", Orders) ?? SpectrumOrder.Magnitude;
            var keep = entries.Integer("keep", ValueRange.Count, "8");
            var basis = (SpectrumBasis?)entries.Choice("basis", Bases) ?? SpectrumBasis.Latent;
            var bias = (BiasTreatment?)entries.Choice("bias", Biases) ?? BiasTreatment.Separate;
            return (layer, logits) => new EigenRequest(layer, order, keep, basis, bias, Directions(directions, layer, logits), path.Span)
            {
                KeepSpan = entries.Find("keep")?.Value?.Span,
                OrderSpan = entries.Find("order")?.Span,
                BasisSpan = entries.Find("basis")?.Span,
            };
        }

        if (kind == "svd")
        {
            var entries = new EntrySet(file, kind, syntax, ["keep", "alone"]);
            var keep = entries.Integer("keep", ValueRange.Count, "8");
            var alone = entries.Flag("alone");
            return (layer, _) => new SvdRequest(layer, keep, alone, path.Span) { KeepSpan = entries.Find("keep")?.Value?.Span };
        }

        var tree = new EntrySet(file, kind, syntax, ["branch", "budget"]);
        var branch = tree.Integer("branch", ValueRange.Count, "4") ?? DefaultBranch;
        var budget = tree.Integer("budget", ValueRange.Count, "2000") ?? DefaultBudget;
        return (layer, _) => new TreeRequest(layer, branch, budget, path.Span);
    }

    // Of a model of texts the directions are among the logits. A layer of another kind has no rows, and a diagnostic of its own.
    private IReadOnlyList<DirectionSpec> Directions(IReadOnlyList<DirectionDraft> drafts, BoundLayer layer, long? logits)
    {
        var outputs = logits ?? layer switch
        {
            BoundLinear linear => linear.Output,
            BoundGlu bilinear => bilinear.Output,
            _ => (long?)null,
        };
        return outputs is { } count ? [.. drafts.Select(draft => draft.Bind(logits is null ? layer.Path : null, count, file)).OfType<DirectionSpec>()] : [];
    }
}
