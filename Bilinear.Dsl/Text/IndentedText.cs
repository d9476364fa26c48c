using System.Text;

namespace Bilinear.Dsl.Text;

/// <summary>Lines under lines, each ended by <c>\n</c> on every system.</summary>
/// <param name="step">How many blanks one level has.</param>
internal sealed class IndentedText(int step)
{
    private readonly StringBuilder _text = new();
    private int _level;

    /// <summary>The blanks before the next line.</summary>
    public int Indentation => step * _level;

    public IndentedText Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', Indentation).Append(line);
        _text.Append('\n');
        return this;
    }

    public IndentedText Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
        return this;
    }

    /// <summary>A line; what follows stands under it until the result is disposed.</summary>
    /// <param name="end">A line that closes it; null where none does.</param>
    public Scope Under(string line, string? end = null)
    {
        Line(line);
        _level++;
        return new Scope(this, end);
    }

    /// <summary><c>header { … }</c>, the braces on lines of their own.</summary>
    public Scope Block(string header, string end = "}") => Line(header).Under("{", end);

    public override string ToString() => _text.ToString();

    public readonly struct Scope(IndentedText text, string? end) : IDisposable
    {
        public void Dispose()
        {
            text._level--;
            if (end is not null)
                text.Line(end);
        }
    }
}
