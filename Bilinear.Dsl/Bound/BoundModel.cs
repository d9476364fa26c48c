using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Bound;

/// <summary>A file after binding: every model that has all its arguments, in the order of the file.</summary>
/// <param name="Namespace">The namespace as it is written; empty where the file has none.</param>
public sealed record BoundFile(string Namespace, IReadOnlyList<BoundModel> Models);

/// <summary>A model or an instance of one: every name resolved, every size a number, every block unrolled.</summary>
/// <param name="Documentation">The <c>///</c> lines before it, joined by newlines; empty where there are none.</param>
/// <param name="BaseName">The model it is an instance of; null for one with a body of its own.</param>
/// <param name="Arguments">Name and value as canonical text, in the order of declaration: <c>hidden</c>, <c>300</c>.</param>
/// <param name="Outputs">The outputs in the order of the header, as <see cref="BoundBody.Returns"/> and <see cref="TrainSpec.Losses"/> are.</param>
/// <param name="Parameters">The parameters in the order of declaration, which is the layout of the parameter block.</param>
/// <param name="CanonicalText">The file's canonical text: what a weights file carries.</param>
public sealed record BoundModel(
    string Name,
    string Documentation,
    string? BaseName,
    IReadOnlyList<BoundArgument> Arguments,
    IReadOnlyList<BoundPort> Outputs,
    BoundBody Body,
    IReadOnlyList<ParameterSymbol> Parameters,
    TrainSpec Train,
    IReadOnlyList<DecomposeRequest> Decompose,
    string CanonicalText,
    TextSpan Span)
{
    /// <summary>Whether it takes tokens. A sample is then a text of 1 to context positions, and every value has a row for each of them.</summary>
    public bool TakesTexts => Body.Input.Vocabulary > 0;

    /// <summary>The canonical text of the program that training makes of it, whose gates are annealed and whose measured norms are folded; null for a model that stays what it is.</summary>
    public string? TrainedText
    {
        get
        {
            var text = Train.Anneal > 0 ? Syntax.Printing.AnnealedText.Bilinear(CanonicalText) : null;
            return Parameters.Any(parameter => parameter.Measured is not null) ? Syntax.Printing.NormlessText.OfMeasured(text ?? CanonicalText) : text;
        }
    }

    /// <summary>The language has one, and every later stage reads a list.</summary>
    public IReadOnlyList<BoundPort> Inputs => [new(Body.Input.Name, Body.Input.Shape, Body.Input.Vocabulary)];
}

public sealed record BoundArgument(string Name, string Type, string Value);

/// <summary>A model's input or output; its shape says of which elements.</summary>
/// <param name="Vocabulary">The v of <c>token[v][n]</c>; zero for floats.</param>
public sealed record BoundPort(string Name, TensorShape Shape, long Vocabulary = 0);
