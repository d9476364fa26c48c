using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>Reads the declaration of a layer: what it calls, its arguments, its size. Its input is met later.</summary>
internal sealed class LayerDeclaration(FileContext file, ValueScope scope, BodyNames names)
{
    public LayerSlot Read(LayerSyntax syntax, string path)
    {
        var count = syntax.Repeat is { } repeat ? Count(repeat) : null;
        var isCounted = syntax.Repeat is null || count is not null;
        var name = syntax.Call.Name.Text;
        if (file.Blocks.TryGetValue(name, out var block))
        {
            var arguments = file.Arguments.Bind(syntax.Call, block.Arguments, scope);
            return new LayerSlot(syntax, path) { Block = block, Arguments = arguments, Count = count, IsSound = isCounted && !block.IsRecursive };
        }

        if (OperatorTable.Find(name) is { } found)
        {
            var (size, stated) = found.HasSize ? Size(syntax.Call) : default;
            var other = found.NamesLayer ? Embedding(syntax.Call) : null;
            var arguments = file.Arguments.Bind(syntax.Call, found.Arguments, scope, (found.HasSize || found.NamesLayer) && StartsWithSize(syntax.Call) ? 1 : 0);
            return new LayerSlot(syntax, path)
            {
                Operator = found,
                Arguments = arguments,
                Count = count,
                Size = size,
                StatedInput = stated,
                Other = other,
                IsSound = isCounted && (size is not null || !found.HasSize) && (other is not null || !found.NamesLayer),
            };
        }

        if (!file.UnreadableBlocks.Contains(name))
            ReportUnknown(syntax.Call);
        return new LayerSlot(syntax, path);
    }

    private static bool StartsWithSize(CallSyntax call) => call.Arguments.Count > 0 && call.Arguments[0].Name is null;

    /// <summary><c>64</c> or <c>784 -> 64</c>, the first argument.</summary>
    private (long? Size, (long Size, TextSpan Span)? Stated) Size(CallSyntax call)
    {
        if (!StartsWithSize(call))
        {
            file.Diagnostics.ReportMissingSize(call.Name.Span, call.Name.Text);
            return default;
        }

        if (call.Arguments[0].Value is not ArrowSyntax arrow)
            return (file.Sizes.Size(call.Arguments[0].Value, scope), null);
        var input = file.Sizes.Size(arrow.Input, scope);
        return (file.Sizes.Size(arrow.Output, scope), input is { } stated ? (stated, arrow.Span) : null);
    }

    /// <summary><c>unembedding(embed)</c>: a layer of this body that is an embedding.</summary>
    private LayerSlot? Embedding(CallSyntax call)
    {
        var argument = StartsWithSize(call) ? call.Arguments[0] : null;
        var named = argument?.Value is PathSyntax { SingleName: { } name } ? names.FindLayer(name) : null;
        if (named is { Operator.Name: "embedding" } or { Operator: null, Block: null })
            return named;
        file.Diagnostics.ReportNotAnEmbedding(argument?.Span ?? call.Name.Span, argument is null ? null : file.Excerpt(argument.Span), names.Embeddings);
        return null;
    }

    private long? Count(ValueSyntax repeat)
    {
        var count = file.Sizes.Evaluate(repeat, scope);
        if (count < 1)
            file.Diagnostics.ReportRepeatCount(repeat.Span, file.Excerpt(repeat.Span), count.Value);
        else if (count > OperatorBudget.PerModel)
            file.Diagnostics.ReportRepeatTooLong(repeat.Span, count.Value, OperatorBudget.PerModel);
        else
            return count;
        return null;
    }

    private void ReportUnknown(CallSyntax call)
    {
        var name = call.Name.Text;
        if (file.Models.Contains(name))
            file.Diagnostics.ReportModelAsLayer(call.Name.Span, name);
        else
            file.Diagnostics.ReportUnknownOperator(call.Name.Span, name, file.Names.Nearest(name, file.Blocks.Keys.Concat(OperatorTable.Names)), OperatorTable.Names);
    }
}
