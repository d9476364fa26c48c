using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing.Grammars;

/// <summary>An entry of <c>train</c> or <c>decompose</c>, up to the brace of its block.</summary>
internal static class EntryGrammar
{
    private static readonly Parser<ValueSyntax> Value = Grammar.When(
        at => at.Kind is TokenKind.Colon or TokenKind.Equals,
        Grammar.Fail<ValueSyntax>("the value directly after its key, as in `batch 128`"),
        ValueGrammar.Value);

    // entry = name [ [ name ":" ] value ]
    public static readonly Parser<EntrySyntax> Entry = Grammar.Spanned(
        from key in Grammar.Name("an entry: a key and its value, as in `batch 128` or `eigen head {`")
        from label in Grammar.When(ValueGrammar.IsLabel, ValueGrammar.Label, Parse.Return<NameSyntax?>(null))
        from value in Grammar.When(at => at.AtEnd && label is null, Parse.Return<ValueSyntax?>(null), Value)
        from end in Grammar.End("the end of the line after the value")
        select (key, label, value),
        (entry, span) => new EntrySyntax(entry.key, entry.label, entry.value, null, span));
}
