using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Parsing.Segments;

/// <summary>
/// Cuts a file at the reserved words that begin a line. They can be no names, so they begin a declaration even where the one
/// before is not closed, and a mistake stays inside its own.
/// </summary>
internal static class DeclarationSplitter
{
    private static readonly IReadOnlyList<string> Words = [.. TokenKinds.Reserved.Where(word => word.Value.BeginsDeclaration()).Select(word => word.Key)];

    public static IEnumerable<DeclarationSegment> Split(TokenList tokens, DiagnosticBag diagnostics)
    {
        var suggestion = new NameSuggestion();
        var keyword = TokenKind.Bad;
        var start = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (KeywordAt(tokens, i, suggestion, diagnostics) is not { } next)
                continue;
            if (i > start)
                yield return new DeclarationSegment(keyword, start, i);
            keyword = next;
            start = i;
        }

        if (tokens.Count > start)
            yield return new DeclarationSegment(keyword, start, tokens.Count);
    }

    private static TokenKind? KeywordAt(TokenList tokens, int index, NameSuggestion suggestion, DiagnosticBag diagnostics)
    {
        if (!tokens[index].StartsLine)
            return null;
        var kind = tokens[index].Kind;
        if (kind.BeginsDeclaration())
            return IsUsedAsName(tokens, index) ? null : kind;
        if (kind != TokenKind.Name || !LooksLikeHeader(tokens, index))
            return null;

        var written = tokens.TextOf(index);
        var meant = suggestion.Nearest(written, Words);
        if (meant is null)
            return null;
        diagnostics.ReportMisspelledKeyword(tokens[index].Span, written, meant);
        return TokenKinds.Reserved[meant];
    }

    /// <summary><c>model = linear(3)</c> or <c>train: dim</c> is a forbidden name, and no declaration.</summary>
    private static bool IsUsedAsName(TokenList tokens, int index) =>
        index + 1 < tokens.Count && tokens[index + 1].Kind is >= TokenKind.Comma and <= TokenKind.Arrow or TokenKind.CloseParen;

    /// <summary><c>modle Name(</c>, <c>trian Name {</c>: no statement and no entry looks like that.</summary>
    private static bool LooksLikeHeader(TokenList tokens, int index) =>
        index + 2 < tokens.Count
        && tokens[index + 1].Kind == TokenKind.Name && !tokens[index + 1].StartsLine
        && tokens[index + 2].Kind is TokenKind.OpenParen or TokenKind.OpenBrace or TokenKind.Equals or TokenKind.Dot;
}
