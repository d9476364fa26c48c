using System.Globalization;
using System.Text;

namespace Bilinear.Data.Text.Normalizing;

/// <summary>
/// Canonical decomposition, Unicode's form NFD. .NET's own leaves every text as it is where globalization is invariant, as it is
/// in the tool. Source: The Unicode Standard, sections 3.11 and 3.12.
/// </summary>
internal static class Decomposition
{
    private const int FirstSyllable = 0xAC00, Syllables = 11172, FirstLead = 0x1100, FirstVowel = 0x1161, FirstTail = 0x11A7, Vowels = 21, Tails = 28;

    private static readonly (Dictionary<int, Rune[]> Parts, Dictionary<int, int> Classes) Tables = Load();

    public static string Decompose(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var runes = new List<(Rune Rune, int Class)>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Tables.Parts.TryGetValue(rune.Value, out var parts))
            {
                foreach (var part in parts)
                    Add(runes, part);
            }
            else if (rune.Value - FirstSyllable is >= 0 and < Syllables and var syllable)
            {
                Add(runes, new Rune(FirstLead + (syllable / (Vowels * Tails))));
                Add(runes, new Rune(FirstVowel + (syllable % (Vowels * Tails) / Tails)));
                if (syllable % Tails is > 0 and var tail)
                    Add(runes, new Rune(FirstTail + tail));
            }
            else
            {
                Add(runes, rune);
            }
        }
        var result = new StringBuilder(runes.Count);
        foreach (var (rune, _) in runes)
            result.Append(rune);
        return result.ToString();
    }

    // Marks stand in the order of their classes; those of one class keep theirs.
    private static void Add(List<(Rune Rune, int Class)> runes, Rune rune)
    {
        var order = Tables.Classes.GetValueOrDefault(rune.Value);
        var at = runes.Count;
        while (order > 0 && at > 0 && runes[at - 1].Class > order)
            at--;
        runes.Insert(at, (rune, order));
    }

    private static (Dictionary<int, Rune[]> Parts, Dictionary<int, int> Classes) Load()
    {
        var (parts, classes) = (new Dictionary<int, Rune[]>(), new Dictionary<int, int>());
        using var reader = new StreamReader(typeof(Decomposition).Assembly.GetManifestResourceStream("Bilinear.Data.Text.decompositions.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            if (line.Split('=') is [var whole, var pieces])
            {
                parts.Add(Code(whole), [.. pieces.Split(' ').Select(piece => new Rune(Code(piece)))]);
                continue;
            }
            var (range, order) = (line.Split(':')[0].Split('-'), int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture));
            for (var code = Code(range[0]); code <= Code(range[1]); code++)
                classes.Add(code, order);
        }
        return (parts, classes);
    }

    private static int Code(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
