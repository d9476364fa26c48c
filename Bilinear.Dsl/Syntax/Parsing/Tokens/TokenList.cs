using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

/// <summary>A text in words. Comments and blanks are gone; the documentation is kept beside the token that it stands before.</summary>
internal sealed class TokenList(SourceText source)
{
    private readonly List<Token> _tokens = [];
    private readonly Dictionary<int, List<string>> _documentation = [];

    public SourceText Source { get; } = source;

    public int Count => _tokens.Count;

    public Token this[int index] => _tokens[index];

    public string TextOf(int index) => Source.Text.Substring(_tokens[index].Span.Start, _tokens[index].Span.Length);

    /// <summary>The <c>///</c> lines directly before a token, joined by newlines.</summary>
    public string DocumentationBefore(int index) => _documentation.TryGetValue(index, out var lines) ? string.Join("\n", lines) : "";

    public void Add(Token token) => _tokens.Add(token);

    /// <summary>Adds a line of documentation for the token that comes next.</summary>
    public void AddDocumentation(string line)
    {
        if (!_documentation.TryGetValue(Count, out var lines))
            _documentation.Add(Count, lines = []);
        lines.Add(line);
    }

    public TextSpan SpanOf(int start, int end) => TextSpan.FromBounds(_tokens[start].Span.Start, _tokens[end - 1].Span.End);
}
