namespace Bilinear.Dsl.Scheduling.Naming;

/// <summary>Names that are told apart by a number where they would be equal: <c>embed</c>, <c>embed2</c>.</summary>
internal sealed class NameTable
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    public bool IsTaken(string name) => _taken.Contains(name);

    public string Unique(string name)
    {
        if (_taken.Add(name))
            return name;

        _last.TryGetValue(name, out var number);
        number = Math.Max(number, 1);
        do
            number++;
        while (!_taken.Add($"{name}{number}"));
        _last[name] = number;
        return $"{name}{number}";
    }
}
