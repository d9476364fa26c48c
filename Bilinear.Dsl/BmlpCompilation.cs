using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Bound.Checking;
using Bilinear.Dsl.Bound.Printing;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Spectral.Folding;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Syntax.Printing;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl;

/// <summary>
/// The way of one file through the compiler. Each stage is computed when it is first asked for, and kept; what a stage has to
/// say of the file is among <see cref="Diagnostics"/>. Not for several threads at once.
/// </summary>
/// <param name="given">The one model that goes further than binding, at arguments from outside; null for all, as the file has them.</param>
public sealed class BmlpCompilation(SourceText source, GivenModel? given = null)
{
    private readonly DiagnosticBag _diagnostics = new();

    public SourceText Source { get; } = source;

    public FileSyntax Syntax => field ??= BmlpParser.Parse(Source, _diagnostics);

    /// <summary>The program in its one layout, without comments: what identifies it, and what a file of weights carries.</summary>
    public string CanonicalText => field ??= Bilinear.Dsl.Syntax.Printing.CanonicalText.Print(Syntax);

    /// <summary>The models, with every name resolved and every shape known. Where the file has mistakes, those without one.</summary>
    public BoundFile Bound => field ??= Bind();

    /// <summary>The models on their way to schedules; none where the file has mistakes.</summary>
    public IReadOnlyList<ModelCompilation> Models => field ??= Bound is { } bound && _diagnostics.Count == 0 && given is not { Mistakes.Count: > 0 }
        ? [.. bound.Models.Where(model => given is null || given.Name == model.Name).Select(model => new ModelCompilation(model, _diagnostics, isGiven: given is not null))]
        : [];

    /// <summary>Every mistake in the file, in its order. Asking runs every stage.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics
    {
        get
        {
            foreach (var model in Models)
                _ = (model.Schedules, model.Plans, model.TokenPlans);
            return _diagnostics.InOrder();
        }
    }

    /// <summary>A stage as text, all models of the file one after the other.</summary>
    public string Print(Stage stage) => stage switch
    {
        Stage.Syntax => SyntaxPrinter.Print(Syntax),
        Stage.Bound => BoundPrinter.Print(Bound),
        _ => string.Join("\n", Models.Select(model => model.Print(stage))),
    };

    private BoundFile Bind()
    {
        var bound = Binder.Bind(Source, Syntax, CanonicalText, _diagnostics, given);
        BoundVerifier.Verify(bound);
        if (_diagnostics.Count == 0)
        {
            TextRules.Check(bound, _diagnostics);
            FoldRules.Check(bound, _diagnostics);
        }
        return bound;
    }
}
