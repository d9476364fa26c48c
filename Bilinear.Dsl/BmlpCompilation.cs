using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Binding.Checking;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl;

/// <summary>
/// The way of one file through the compiler. Each stage is computed when it is first asked for, and kept; what a stage has to
/// say of the file is among <see cref="Diagnostics"/>. Not for several threads at once.
/// </summary>
public sealed class BmlpCompilation(SourceText source)
{
    private readonly DiagnosticBag _diagnostics = new();

    public SourceText Source { get; } = source;

    public FileSyntax Syntax => field ??= BmlpParser.Parse(Source, _diagnostics);

    /// <summary>The program in its one layout, without comments: what identifies it, and what a file of weights carries.</summary>
    public string CanonicalText => field ??= Bilinear.Dsl.Syntax.Printing.CanonicalText.Print(Syntax);

    /// <summary>The models, with every name resolved and every shape known. Where the file has mistakes, those without one.</summary>
    public BoundFile Bound => field ??= Bind();

    /// <summary>Every mistake in the file, in its order. Asking runs every stage.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics
    {
        get
        {
            _ = Bound;
            return _diagnostics.InOrder();
        }
    }

    private BoundFile Bind()
    {
        var bound = Binder.Bind(Source, Syntax, CanonicalText, _diagnostics);
        BoundVerifier.Verify(bound);
        if (_diagnostics.Count == 0)
            SequenceOperators.Check(bound, _diagnostics);
        return bound;
    }
}
