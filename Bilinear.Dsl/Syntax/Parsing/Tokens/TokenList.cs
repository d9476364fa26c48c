using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

/// <summary>A text in words. Blanks are gone; comments are kept apart, and the documentation beside the token that it stands before.</summary>
internal sealed class TokenList(SourceText source)
{
    private readonly List<Token> _tokens = [];
    private readonly List<Comment> _comments = [];
    private readonly Dictionary<int, List<string>> _documentation = [];
    private HashSet<string>? _declared;

    public SourceText Source { get; } = source;

    public int Count => _tokens.Count;

    public Token this[int index] => _tokens[index];

    /// <summary>Every comment, documentation too, in the order of the text.</summary>
    public IReadOnlyList<Comment> Comments => _comments;

    public string TextOf(int index) => Source.Text.Substring(_tokens[index].Span.Start, _tokens[index].Span.Length);

    /// <summary>The <c>///</c> lines directly before a token, joined by newlines.</summary>
    public string DocumentationBefore(int index) => _documentation.TryGetValue(index, out var lines) ? string.Join("\n", lines) : "";

    public void Add(Token token) => _tokens.Add(token);

    public void AddComment(TextSpan span, bool startsLine) => _comments.Add(new Comment(span, Count, startsLine));

    /// <summary>Adds a line of documentation for the token that comes next.</summary>
    public void AddDocumentation(string line)
    {
        if (!_documentation.TryGetValue(Count, out var lines))
            _documentation.Add(Count, lines = []);
        lines.Add(line);
    }

    /// <summary>Whether a layer or a value of this name is declared somewhere in the file: <c>name = …</c></summary>
    public bool Declares(string name) => (_declared ??= [.. Enumerable.Range(0, Math.Max(0, Count - 1)).Where(IsDeclaration).Select(TextOf)]).Contains(name);

    public TextSpan SpanOf(int start, int end) => TextSpan.FromBounds(_tokens[start].Span.Start, _tokens[end - 1].Span.End);

    /// <summary>Not so a default, <c>hidden: dim = 3</c>, or an instance, <c>model M = …</c></summary>
    private bool IsDeclaration(int at) =>
        _tokens[at].Kind == TokenKind.Name && _tokens[at + 1].Kind == TokenKind.Equals && !(at > 0 && _tokens[at - 1].Kind is TokenKind.Colon or TokenKind.Model);
}
