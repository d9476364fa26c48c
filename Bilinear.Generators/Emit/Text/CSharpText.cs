using Bilinear.Dsl.Text;

namespace Bilinear.Generators.Emit.Text;

/// <summary>Comments, statements and members in lines that are not too long.</summary>
internal static class CSharpText
{
    /// <summary>A fragment between two texts.</summary>
    public static IndentedText Write(this IndentedText code, string before, Fragment fragment, string after = "") =>
        code.Lines(fragment.Lines(before, after, code.Indentation));

    /// <summary><c>header => value;</c></summary>
    public static IndentedText Member(this IndentedText code, Fragment header, Fragment value)
    {
        if (LineWidth.Fits($"{header.Flat} => {value.Flat};", code.Indentation))
            return code.Line($"{header.Flat} => {value.Flat};");
        return code.Write("", header, " =>").Lines(value.Lines("", ";", code.Indentation + 4).Select(line => "    " + line));
    }

    /// <summary><c>name(parameters) => value;</c></summary>
    public static IndentedText Method(this IndentedText code, string name, IReadOnlyList<Fragment> parameters, Fragment value) =>
        code.Member(new Call(name, parameters), value);

    /// <summary>A block under a header that may be broken.</summary>
    public static IndentedText.Scope Block(this IndentedText code, Call header) => code.Write("", header).Under("{", "}");

    /// <summary><c>target = value;</c></summary>
    public static IndentedText Assign(this IndentedText code, string target, string value)
    {
        if (LineWidth.Fits($"{target} = {value};", code.Indentation))
            return code.Line($"{target} = {value};");
        using (code.Under($"{target} ="))
            code.Lines(LineWidth.Words(value + ";", LineWidth.Most - code.Indentation));
        return code;
    }

    /// <summary>A constructor that only calls another.</summary>
    public static IndentedText Constructor(this IndentedText code, string name, IReadOnlyList<Fragment> parameters, string initializer) =>
        code.Write("", new Call(name, parameters)).Line($"    : {initializer}").Line("{").Line("}");

    public static IndentedText Summary(this IndentedText code, string xml) => code.Documentation("summary", xml);

    /// <param name="tag">Such as <c>param name="data"</c>.</param>
    /// <param name="xml">Its text, in which foreign names are escaped.</param>
    public static IndentedText Documentation(this IndentedText code, string tag, string xml) => code.Documentation(tag, [xml]);

    /// <summary>An element on one line where its text is one short line, else with the text between its tags.</summary>
    public static IndentedText Documentation(this IndentedText code, string tag, IReadOnlyList<string> xml)
    {
        var end = $"</{tag.Split(' ')[0]}>";
        return xml.Count == 1 && LineWidth.Fits($"/// <{tag}>{xml[0]}{end}", code.Indentation)
            ? code.Line($"/// <{tag}>{xml[0]}{end}")
            : code.Line($"/// <{tag}>").Lines(xml.SelectMany(line => Prose(line, code.Indentation))).Line($"/// {end}");
    }

    /// <summary>The equations of a call: on one line where they fit, else one a line.</summary>
    public static IndentedText Equations(this IndentedText code, string equations)
    {
        if (LineWidth.Fits("// " + equations, code.Indentation))
            return code.Line("// " + equations);
        var lines = LineWidth.Items(equations).ToList();
        return code.Lines(lines.Select((line, i) => $"// {line.Trim()}{(i < lines.Count - 1 ? "," : "")}")
            .SelectMany(line => LineWidth.Words(line, LineWidth.Most - code.Indentation - "//   ".Length).Select((part, i) => i == 0 ? part : "//   " + part)));
    }

    private static IEnumerable<string> Prose(string line, int indentation) =>
        LineWidth.Words(line, LineWidth.Most - indentation - "/// ".Length).Select(part => ("/// " + part).TrimEnd());
}
