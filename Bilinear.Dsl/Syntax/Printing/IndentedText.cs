using System.Text;

namespace Bilinear.Dsl.Syntax.Printing;

/// <summary>Lines under lines, two blanks a level, each ended by <c>\n</c>.</summary>
internal sealed class IndentedText
{
    private readonly StringBuilder _text = new();
    private int _level;

    public void Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', 2 * _level).Append(line);
        _text.Append('\n');
    }

    public void Under(string line, Action inside)
    {
        Line(line);
        _level++;
        inside();
        _level--;
    }

    public override string ToString() => _text.ToString();
}
