namespace Bilinear.Cli.Sweeping;

/// <summary>Every combination of the values of <c>--set NAME=VALUE,VALUE</c>.</summary>
internal static class Settings
{
    /// <summary>The combinations, the last name's values changing first; a single empty one where nothing is set.</summary>
    /// <param name="sets">Name and values of each <c>--set</c>, as written.</param>
    public static IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Of(IReadOnlyList<KeyValuePair<string, string>> sets)
    {
        IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> all = [[]];
        foreach (var (name, values) in sets)
            all = all.SelectMany(before => Values(values), (before, value) => (IReadOnlyList<KeyValuePair<string, string>>)[.. before, KeyValuePair.Create(name, value)]);
        return [.. all];
    }

    /// <summary>The values between commas; <c>absolute(0.1)</c> is one, and so would be whatever else has commas in brackets.</summary>
    public static IReadOnlyList<string> Values(string text)
    {
        var (values, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                values.Add(text[start..i].Trim());
                start = i + 1;
            }
            else
            {
                depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            }
        }
        return values;
    }
}
