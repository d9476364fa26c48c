using Bilinear.Spectral;
using Examples.ToyLanguage.Grammar;

namespace Examples.ToyLanguage.Reading;

/// <summary>A place where a rule holds that needs what stood before.</summary>
/// <param name="Direction">The logit of what the rule says comes next, less the mean of what it would say of other topics or colours.</param>
/// <param name="Sources">The positions that tell it.</param>
internal sealed record RuleCase(Place Place, Direction Direction, IReadOnlySet<int> Sources)
{
    /// <summary>The share of all positions up to the place that the rule is about: the attention that they get where every position gets as much.</summary>
    public double Uniform => Sources.Count / (double)Place.Tokens.Length;

    /// <summary>A query whose topic stood before; the positions of the topic tell the answer.</summary>
    public static IEnumerable<RuleCase> SkipTrigrams(Directions directions, IEnumerable<Place> places)
    {
        var language = directions.Language;
        foreach (var place in places)
        {
            if (language.Words[place.Past.Last] is { Kind: WordKind.Query } query && place.Past.Topic is { } topic)
                yield return new(place, directions.Answer(query.Index, topic), Positions(place, position => language.Words[place.Tokens[position]].Kind == WordKind.Topic));
        }
    }

    /// <summary>A name that stood before; the colours behind it tell which comes now.</summary>
    public static IEnumerable<RuleCase> Inductions(Directions directions, IEnumerable<Place> places)
    {
        var language = directions.Language;
        foreach (var place in places)
        {
            if (language.Words[place.Past.Last] is { Kind: WordKind.Name } name && place.Past.Colours[name.Index] is { } colour)
                yield return new(place, directions.Again(colour), Positions(place, position => position > 0 && place.Tokens[position - 1] == place.Past.Last));
        }
    }

    /// <summary>A colour; the name before it is whose it is, which a head has to bring there before another can look for it.</summary>
    public static IEnumerable<RuleCase> Colours(Directions directions, IEnumerable<Place> places)
    {
        var language = directions.Language;
        foreach (var place in places)
        {
            if (language.Words[place.Past.Last] is { Kind: WordKind.Colour } colour)
                yield return new(place, directions.Again(colour.Index), Positions(place, position => position == place.Position - 1));
        }
    }

    private static HashSet<int> Positions(Place place, Func<int, bool> isSource) => [.. Enumerable.Range(0, place.Tokens.Length).Where(isSource)];
}
