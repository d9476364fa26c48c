namespace Bilinear.Generators.Emit.Text;

/// <summary>A piece of C#: on one line where that is short enough, else its parts stand on lines of their own, as a person breaks it.</summary>
internal abstract record Fragment
{
    /// <summary>All of it on one line.</summary>
    public abstract string Flat { get; }

    public static implicit operator Fragment(string text) => new Plain(text);

    /// <summary>The lines of a fragment between two texts.</summary>
    /// <param name="indentation">The blanks before each line, which are not part of it.</param>
    public IEnumerable<string> Lines(string before, string after, int indentation) =>
        LineWidth.Fits(before + Flat + after, indentation) ? [before + Flat + after] : Broken(before, after, indentation);

    protected abstract IEnumerable<string> Broken(string before, string after, int indentation);

    /// <summary>Each part on its own lines, one level in, and what follows it.</summary>
    protected static IEnumerable<string> Inside(IReadOnlyList<Fragment> parts, string between, string last, int indentation) =>
        parts.SelectMany((part, i) => part.Lines("", i == parts.Count - 1 ? last : between, indentation + 4)).Select(line => "    " + line);

    protected static string Join(IEnumerable<Fragment> parts) => string.Join(", ", parts.Select(part => part.Flat));
}

/// <summary>Text that is not broken.</summary>
internal sealed record Plain(string Text) : Fragment
{
    public override string Flat => Text;

    protected override IEnumerable<string> Broken(string before, string after, int indentation) => [before + Text + after];
}

/// <summary>A string literal; a long one is broken between words.</summary>
internal sealed record Literal(string Value) : Fragment
{
    public override string Flat => Literals.String(Value);

    protected override IEnumerable<string> Broken(string before, string after, int indentation)
    {
        var words = LineWidth.Words(Value, LineWidth.Most - indentation - 4 - "\"\" +".Length - after.Length).ToList();
        if (words.Count == 1)
            return [before + Flat + after];
        return [before.TrimEnd(), .. words.Select((line, i) => i == words.Count - 1 ? $"    {Literals.String(line)}{after}" : $"    {Literals.String(line + " ")} +")];
    }
}

/// <summary><c>Name(argument, …)</c></summary>
internal sealed record Call(string Name, IReadOnlyList<Fragment> Arguments) : Fragment
{
    public override string Flat => $"{Name}({Join(Arguments)})";

    protected override IEnumerable<string> Broken(string before, string after, int indentation)
    {
        if (Arguments.Count == 0)
            return [before + Flat + after];
        // An initializer that comes last is all that needs to be broken.
        if (Arguments[Arguments.Count - 1] is Initialized initialized)
        {
            var head = $"{before}{Name}({Join(Arguments.Take(Arguments.Count - 1).Append(initialized.Created))}";
            if (LineWidth.Fits(head, indentation))
                return [head, .. initialized.Braces(")" + after, indentation)];
        }
        var all = $"    {Join(Arguments)}){after}";
        return [$"{before}{Name}(", .. LineWidth.Fits(all, indentation) ? [all] : Inside(Arguments, ",", ")" + after, indentation)];
    }
}

/// <summary><c>new(…) { Member = value, … }</c></summary>
internal sealed record Initialized(Fragment Created, IReadOnlyList<Fragment> Members) : Fragment
{
    public override string Flat => Members.Count == 0 ? Created.Flat : $"{Created.Flat} {{ {Join(Members)} }}";

    public IEnumerable<string> Braces(string after, int indentation) => ["{", .. Inside(Members, ",", ",", indentation), "}" + after];

    protected override IEnumerable<string> Broken(string before, string after, int indentation) => Members.Count == 0
        ? Created.Lines(before, after, indentation)
        : [.. Created.Lines(before, "", indentation), .. Braces(after, indentation)];
}

/// <summary><c>[item, …]</c></summary>
internal sealed record Collection(IReadOnlyList<Fragment> Items) : Fragment
{
    public override string Flat => $"[{Join(Items)}]";

    protected override IEnumerable<string> Broken(string before, string after, int indentation) =>
        before.Length == 0
            ? ["[", .. Inside(Items, ",", ",", indentation), "]" + after]
            : [before.TrimEnd(), "[", .. Inside(Items, ",", ",", indentation), "]" + after];
}

/// <summary><c>Member = value</c></summary>
internal sealed record Assignment(string Member, Fragment Value) : Fragment
{
    public override string Flat => $"{Member} = {Value.Flat}";

    protected override IEnumerable<string> Broken(string before, string after, int indentation) => Value.Lines($"{before}{Member} = ", after, indentation);
}

/// <summary><c>name: value</c></summary>
internal sealed record Named(string Name, Fragment Value) : Fragment
{
    public override string Flat => $"{Name}: {Value.Flat}";

    protected override IEnumerable<string> Broken(string before, string after, int indentation) => Value.Lines($"{before}{Name}: ", after, indentation);
}
