namespace Bilinear.Generators.Emit.Text;

/// <summary>The names taken in one C# scope; a name that is taken gets a number.</summary>
internal sealed class NameScope(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The name itself where it is free, else the first of <paramref name="alternatives"/> that is, else a numbered one; escaped for C#.</summary>
    public string Claim(string name, params string[] alternatives)
    {
        foreach (var candidate in new[] { name }.Concat(alternatives))
        {
            if (_taken.Add(candidate))
                return CSharpNames.Escape(candidate);
        }
        var number = 2;
        while (!_taken.Add(name + number))
            number++;
        return name + number;
    }
}
