using Bilinear.Spectral;
using Examples.ToyLanguage.Grammar;

namespace Examples.ToyLanguage.Reading;

/// <summary>Differences of logits that a rule decides; each is made once, so that layers are decomposed along it once.</summary>
internal sealed class Directions
{
    private readonly Direction[,] _answers;
    private readonly Direction[] _again;

    public Directions(Language language)
    {
        Language = language;
        var (queries, topics, colours) = (language.Rules.Queries.Count, language.Rules.Topics.Count, language.Rules.Colours.Count);
        _answers = new Direction[queries, topics];
        for (var query = 0; query < queries; query++)
        {
            for (var topic = 0; topic < topics; topic++)
                _answers[query, topic] = Against(language.Answer(query, topic), [.. Enumerable.Range(0, topics).Select(any => language.Answer(query, any))]);
        }

        _again = [.. Enumerable.Range(0, colours).Select(colour => Against(language.Again(colour), [.. Enumerable.Range(0, colours).Select(language.Again)]))];
    }

    public Language Language { get; }

    /// <summary>The answer of a query for a topic, less the mean of its answers for the others.</summary>
    public Direction Answer(int query, int topic) => _answers[query, topic];

    /// <summary>What comes behind a name that had a colour, less the mean of what would come after other colours.</summary>
    public Direction Again(int colour) => _again[colour];

    private Direction Against(int token, int[] all) =>
        Direction.Of(Language.Words[token].Text, Language.Words.Count, 0, [.. all.Select(any => (any, any == token ? 1 : -1.0 / (all.Length - 1)))]);
}
