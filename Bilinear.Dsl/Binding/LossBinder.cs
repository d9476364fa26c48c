using Bilinear.Dsl.Binding.Declarations;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding;

/// <summary>Gives every output of a model its loss: the entry that names it, or the one that it has without an entry.</summary>
internal sealed class LossBinder(FileContext file)
{
    /// <summary>Finds the loss of each output, in the order of the outputs.</summary>
    /// <param name="losses">The entries of the model's <c>train</c> block.</param>
    /// <param name="types">The types of the outputs; null where one is not known.</param>
    public IReadOnlyList<LossSpec> Bind(ModelSymbol model, IReadOnlyList<LossEntry> losses, IReadOnlyList<PortSyntax> outputs, IReadOnlyList<PortType?> types)
    {
        var entries = Assign(model, losses, outputs);
        return [.. outputs.Select((_, i) => Bind(model, entries[i], types[i]))];
    }

    /// <summary>The entry of each output; null for one that has none.</summary>
    private LossEntry?[] Assign(ModelSymbol model, IReadOnlyList<LossEntry> losses, IReadOnlyList<PortSyntax> outputs)
    {
        List<string> names = [.. outputs.Select(output => output.Name.Text)];
        var entries = new LossEntry?[outputs.Count];
        foreach (var entry in losses)
        {
            var index = entry.Output is null && names.Count == 1 ? 0 : names.IndexOf(entry.Output?.Text ?? "");
            if (index >= 0 && entries[index] is { } first)
                file.Diagnostics.ReportDuplicateEntry(entry.Syntax.Key.Span, entry.Output is null ? LossReader.Loss : $"{LossReader.Loss} {entry.Output}", file.LineOf(first.Syntax.Key.Span));
            else if (index >= 0)
                entries[index] = entry;
            else if (entry.Output is { } name)
                file.Diagnostics.ReportUnknownOutput(name.Span, model.Name, name.Text, file.Names.Nearest(name.Text, names), names);
            else
                file.Diagnostics.ReportLossWithoutOutput(entry.Syntax.Key.Span, model.Name, names, (entry.Kind ?? LossKind.CrossEntropy).Name());
        }

        return entries;
    }

    /// <summary>A loss that nobody named is one that the output can have: of one number there are no classes.</summary>
    private LossSpec Bind(ModelSymbol model, LossEntry? entry, PortType? type)
    {
        var hasClasses = type is null || type.Shape.Last >= 2;
        if (entry is { Kind: LossKind.CrossEntropy } && !hasClasses)
            file.Diagnostics.ReportOneClass(entry.Syntax.Value!.Span, model.Name, type!.ToString());
        return new LossSpec(entry?.Kind ?? (hasClasses ? LossKind.CrossEntropy : LossKind.MeanSquaredError), entry?.Weight ?? 1);
    }
}
