using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Grammars;
using Bilinear.Dsl.Syntax.Parsing.Segments;
using Bilinear.Dsl.Syntax.Parsing.Tokens;

namespace Bilinear.Dsl.Syntax.Parsing;

/// <summary>Reads a file, declaration by declaration.</summary>
internal sealed class FileParser(TokenList tokens, DiagnosticBag diagnostics)
{
    private readonly SegmentReader _reader = new(tokens, diagnostics);
    private readonly List<DeclarationSyntax> _declarations = [];
    private LanguageSyntax? _language;
    private NamespaceSyntax? _namespace;

    public FileSyntax Read()
    {
        foreach (var segment in DeclarationSplitter.Split(tokens, diagnostics))
            ReportStray(Read(segment), segment);
        var span = tokens.Count == 0 ? default : tokens.SpanOf(0, tokens.Count);
        return new FileSyntax(_language, _namespace, _declarations, span);
    }

    /// <returns>The first token after what has been read.</returns>
    private int Read(DeclarationSegment segment)
    {
        switch (segment.Keyword)
        {
            case TokenKind.Bad:
                return segment.Start;
            case TokenKind.Language:
                return ReadLanguage(segment);
            case TokenKind.Namespace:
                return ReadNamespace(segment);
            default:
                if (DeclarationParser.Read(tokens, segment, diagnostics, out var next) is { } declaration)
                    _declarations.Add(declaration);
                return next;
        }
    }

    private int ReadLanguage(DeclarationSegment segment)
    {
        var language = _reader.Read(HeaderGrammar.Language, segment.Start, segment.End, out var next);
        if (language is null)
            return segment.End;
        if (segment.Start > 0)
            diagnostics.ReportLanguageNotFirst(language.Span);
        else if (language.Version.Integer is not { } version || version < 1)
            diagnostics.ReportNoSuchLanguage(language.Version.Span, language.Version.Text, BmlpParser.LanguageVersion);
        else
            _language = language;
        return next;
    }

    private int ReadNamespace(DeclarationSegment segment)
    {
        var found = _reader.Read(HeaderGrammar.Namespace, segment.Start, segment.End, out var next);
        if (found is null)
            return segment.End;
        if (_namespace is not null)
            diagnostics.ReportSecondNamespace(found.Span, _namespace.Name.Text);
        else if (_declarations.Count > 0)
            diagnostics.ReportLateNamespace(found.Span);
        else
            _namespace = found;
        return next;
    }

    /// <summary>A word that begins a declaration, before what follows a name and not it: <c>model = …</c></summary>
    private void ReportUnnamed(int word)
    {
        var next = tokens[word + 1];
        if (next.Kind != TokenKind.Bad)
            diagnostics.ReportUnexpectedText(next.Span, $"a {(tokens[word].Kind == TokenKind.Language ? "version" : "name")} after `{tokens.TextOf(word)}`", tokens.TextOf(word + 1));
    }

    /// <summary>Reports what a declaration leaves of its segment.</summary>
    private void ReportStray(int start, DeclarationSegment segment)
    {
        if (start == segment.End)
            return;
        var stray = tokens[start];

        // Brackets have been matched, but for a brace in a declaration without any: of an instance nobody misses one.
        var isInstance = start > segment.Start + 2 && segment.IsInstance(tokens);
        var isMatched = segment.Keyword >= TokenKind.Block && !(isInstance && stray.Kind == TokenKind.CloseBrace);
        var isReported = stray.Kind == TokenKind.Bad || (stray.Kind.Closes() && isMatched);
        if (isReported)
            return;
        if (stray.Kind.Closes())
            diagnostics.ReportNothingToClose(stray.Span, stray.Kind.BracketText());
        else if (stray.StartsLine && stray.Kind.BeginsDeclaration())
            ReportUnnamed(start);
        else if (stray.StartsLine)
            diagnostics.ReportExpectedDeclaration(stray.Span, tokens.TextOf(start));
        else if (!_reader.ReportHyphen(segment.Start, start, segment.End))
            diagnostics.ReportTextAfterEnd(stray.Span, tokens.TextOf(start));
    }
}
