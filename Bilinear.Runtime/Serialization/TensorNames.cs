using System.Text.RegularExpressions;
using Bilinear.Text;

namespace Bilinear.Serialization;

/// <summary>
/// Renames the tensors of a file as they are read, so that a checkpoint of another program fits a model. Each rule is a
/// regular expression that must match the whole name, and its replacement, in which <c>$1</c> is the first group. Rules are
/// applied one after the other, each to the result of the one before. An empty replacement leaves the tensor out. Two
/// tensors that get the names <c>body.weight[W]</c> and <c>body.weight[V]</c> are stacked into <c>body.weight</c>, W above V.
/// </summary>
/// <exception cref="ArgumentException">A pattern is not a regular expression, or a replacement is not one for it.</exception>
public sealed class TensorNames(IEnumerable<KeyValuePair<string, string>> rules)
{
    /// <summary>The time that a pattern may take on a name. A file with a name that takes longer is refused.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly (Regex Pattern, string Replacement)[] _rules =
        [.. (rules ?? throw new ArgumentNullException(nameof(rules))).Select(rule => Rule(rule))];

    /// <summary>Keeps all names.</summary>
    public static TensorNames Unchanged { get; } = new([]);

    /// <summary>Gives the tensors of a file by their new names.</summary>
    /// <exception cref="SafeTensorsException">Two tensors get one name, or a pattern takes too long.</exception>
    internal Dictionary<string, TensorEntry> Apply(string path, IEnumerable<TensorEntry> tensors)
    {
        var renamed = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            var name = Rename(path, tensor.Name);
            if (name.Length > 0 && !renamed.TryAdd(name, tensor))
                throw new SafeTensorsException(path, $"{ForeignText.Quote(renamed[name].Name)} and {ForeignText.Quote(tensor.Name)} would both be called {ForeignText.Quote(name)}.");
        }
        return renamed;
    }

    private string Rename(string path, string name)
    {
        try
        {
            foreach (var (pattern, replacement) in _rules)
            {
                if (pattern.Match(name) is { Success: true } match)
                    name = match.Result(replacement);
            }
            return name;
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new SafeTensorsException(path, $"the pattern {ForeignText.Shorten(exception.Pattern)} does not come to an end on {ForeignText.Quote(name)}: write it without nested repetition.", exception);
        }
    }

    private static (Regex Pattern, string Replacement) Rule(KeyValuePair<string, string> rule) => rule is { Key: not null, Value: not null }
        ? (Whole(rule.Key), Replacement(rule.Value))
        : throw new ArgumentException("A pattern or a replacement is null: an empty replacement leaves a tensor out.", "rules");

    // A group that a pattern has not is plain text; a number that is none is found only where the replacement is used.
    private static string Replacement(string text)
    {
        try
        {
            _ = Regex.Replace("", "", text);
            return text;
        }
        catch (RegexParseException exception)
        {
            throw new ArgumentException($"The replacement {ForeignText.Quote(text)} names a group by a number that is too large.", exception);
        }
    }

    private static Regex Whole(string pattern)
    {
        // Parsed by itself first: a pattern that closes more brackets than it opens must not close those around it.
        _ = new Regex(pattern, RegexOptions.CultureInvariant);
        return new Regex($"^(?:{pattern})\\z", RegexOptions.CultureInvariant, Patience);
    }
}
