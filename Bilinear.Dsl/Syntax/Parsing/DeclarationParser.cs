using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Grammars;
using Bilinear.Dsl.Syntax.Parsing.Segments;
using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Text;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing;

/// <summary>Reads one declaration: its header, then each statement or entry between its braces by itself, so that each reports its own mistake.</summary>
internal sealed class DeclarationParser(TokenList tokens, DeclarationSegment segment, BracketMap brackets, DiagnosticBag diagnostics)
{
    private const string Brace = "`{` after the header";

    private readonly SegmentReader _reader = new(tokens, diagnostics);

    /// <param name="next">The first token after the declaration.</param>
    /// <returns>Null where not even the name could be read.</returns>
    public static DeclarationSyntax? Read(TokenList tokens, DeclarationSegment segment, DiagnosticBag diagnostics, out int next)
    {
        next = segment.End;
        var reported = diagnostics.Count;
        if (BracketMatcher.Match(tokens, segment.Start, segment.End, diagnostics) is not { } brackets)
            return Unreadable(tokens, segment);

        var declaration = new DeclarationParser(tokens, segment, brackets, diagnostics).Read(out next);
        var isComplete = diagnostics.Count == reported && brackets.IsSound(segment.Start, next);
        return declaration is null ? Unreadable(tokens, segment) : declaration with
        {
            Documentation = tokens.DocumentationBefore(segment.Start),
            IsComplete = isComplete,
            Span = tokens.SpanOf(segment.Start, next),
        };
    }

    private static UnreadableSyntax? Unreadable(TokenList tokens, DeclarationSegment segment)
    {
        var at = new TokenInput(tokens, segment.Start, segment.End);
        if (at.Next != TokenKind.Name)
            return null;
        var name = new NameSyntax(tokens.TextOf(segment.Start + 1), tokens[segment.Start + 1].Span);
        return new UnreadableSyntax(tokens.DocumentationBefore(segment.Start), at.Text, name, tokens.SpanOf(segment.Start, segment.End)) { IsComplete = false };
    }

    private DeclarationSyntax? Read(out int next)
    {
        if (segment.IsInstance(tokens))
            return ReadPart(HeaderGrammar.Model, segment.Start, segment.End, out next);

        var open = segment.Start;
        while (open < segment.End && tokens[open].Kind != TokenKind.OpenBrace)
            open++;
        var header = ReadPart(HeaderRule(), segment.Start, open, out _);
        if (open == segment.End)
        {
            if (header is not null)
                diagnostics.ReportMissingText(tokens[open - 1].Span, Brace, tokens.TextOf(open - 1));
            next = segment.End;
            return null;
        }

        var closing = brackets.ClosingOf(open);
        next = closing + 1 ?? segment.End;
        return WithInside(header, open + 1, closing ?? segment.End, tokens.SpanOf(open, next));
    }

    private Parser<DeclarationSyntax> HeaderRule() => Grammar.Whole(
        segment.Keyword switch
        {
            TokenKind.Block => HeaderGrammar.Block,
            TokenKind.Model => HeaderGrammar.Model,
            TokenKind.Train => HeaderGrammar.Train,
            _ => HeaderGrammar.Decompose,
        },
        Brace);

    private DeclarationSyntax? WithInside(DeclarationSyntax? header, int start, int end, TextSpan braces)
    {
        if (segment.Keyword is TokenKind.Train or TokenKind.Decompose)
        {
            var entries = ReadEntries(start, end);
            return header switch
            {
                TrainSyntax train => train with { Entries = entries },
                DecomposeSyntax decompose => decompose with { Entries = entries },
                _ => null,
            };
        }

        var body = new BodySyntax(ReadStatements(start, end), braces);
        return header switch
        {
            BlockSyntax block => block with { Body = body },
            ModelSyntax model => model with { Body = body },
            _ => null,
        };
    }

    private List<StatementSyntax> ReadStatements(int start, int end)
    {
        var statements = new List<StatementSyntax>();
        foreach (var part in SegmentSplitter.Split(tokens, brackets, start, end))
        {
            if (ReadPart(StatementGrammar.Statement, part.Start, part.End, out _) is { } statement)
                statements.Add(statement);
        }

        return statements;
    }

    private List<EntrySyntax> ReadEntries(int start, int end)
    {
        var entries = new List<EntrySyntax>();
        foreach (var part in SegmentSplitter.Split(tokens, brackets, start, end))
        {
            var head = ReadPart(EntryGrammar.Entry, part.Start, part.HeadEnd, out _);
            var block = part.HeadEnd < part.End ? ReadBlock(part) : null;
            if (head is not null)
                entries.Add(head with { Block = block, Span = tokens.SpanOf(part.Start, part.End) });
        }

        return entries;
    }

    private List<EntrySyntax> ReadBlock(Segment part) =>
        ReadEntries(part.HeadEnd + 1, brackets.ClosingOf(part.HeadEnd) ?? part.End);

    /// <summary>Reads a part in which nothing has been reported yet.</summary>
    private T? ReadPart<T>(Parser<T> rule, int start, int end, out int next)
        where T : SyntaxNode
    {
        next = end;
        return brackets.IsSound(start, end) ? _reader.Read(rule, start, end, out next) : null;
    }
}
