using System.Text;

namespace Bilinear.Generators.Emit.Text;

/// <summary>Indented text, lines ended by <c>\n</c> on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', 4 * _depth).Append(text);
        _text.Append('\n');
        return this;
    }

    /// <summary>Text of several lines, each at this depth.</summary>
    public CodeWriter Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
        return this;
    }

    /// <summary><c>header { … }</c>; disposing the result closes it with <paramref name="end"/>.</summary>
    public Scope Block(string header, string end = "}")
    {
        Line(header).Line("{");
        _depth++;
        return new Scope(this, end);
    }

    public override string ToString() => _text.ToString();

    public readonly struct Scope(CodeWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line(end);
        }
    }
}
