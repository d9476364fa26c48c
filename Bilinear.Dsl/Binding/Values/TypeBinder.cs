using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>Types with sizes: <c>f32[8, 8]</c>, <c>token[4096][context]</c>.</summary>
internal sealed class TypeBinder(FileContext file)
{
    private const int MaximumAxes = 16;

    private static readonly string[] Elements = ["f32", "token"];

    /// <summary>The type at the values of a scope. Null where a size is unknown, or the type has been reported.</summary>
    public PortType? Bind(TensorTypeSyntax type, ValueScope scope)
    {
        var sizes = type.Sizes.Select(list => list.Items.Select(size => file.Sizes.Size(size, scope)).ToList()).ToList();
        if (!IsWellFormed(type) || sizes.Any(list => list.Contains(null)))
            return null;

        var isTokens = type.Element.Text == "token";
        var dims = sizes[sizes.Count - 1].Select(size => size!.Value).ToList();
        var bound = new PortType(new TensorShape(isTokens ? ElementType.I32 : ElementType.F32, dims), isTokens ? sizes[0][0]!.Value : 0);
        if (ElementLimit.Holds(dims))
            return bound;
        file.Diagnostics.ReportTensorTooLarge(type.Span, bound.ToString(), ElementLimit.Count(dims));
        return null;
    }

    /// <summary>The type of what a block or a model returns: floats.</summary>
    public PortType? BindOutput(TensorTypeSyntax type, ValueScope scope)
    {
        var bound = Bind(type, scope);
        if (bound is not { IsTokens: true })
            return bound;
        file.Diagnostics.ReportTokenOutput(type.Span);
        return null;
    }

    /// <summary>An element type that exists, with as many lists of sizes as it takes.</summary>
    public bool IsWellFormed(TensorTypeSyntax type)
    {
        var element = type.Element.Text;
        var axes = type.Sizes[type.Sizes.Count - 1].Items.Count;
        if (element is not ("f32" or "token"))
            file.Diagnostics.ReportUnknownElementType(type.Element.Span, element, file.Names.Nearest(element, Elements));
        else if (element == "f32" ? type.Sizes.Count != 1 : type.Sizes.Count != 2 || type.Sizes[0].Items.Count != 1)
            file.Diagnostics.ReportWrongSizeLists(type.Span, file.Excerpt(type.Span), element);
        else if (axes > MaximumAxes)
            file.Diagnostics.ReportTooManyAxes(type.Span, axes, MaximumAxes);
        else
            return true;
        return false;
    }
}
