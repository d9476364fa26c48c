namespace Examples.ToyLanguage.Grammar;

/// <summary>The language of some rules: for every beginning of a text, the probability of each next word.</summary>
internal sealed class Language
{
    /// <summary>The token before the first word of a text.</summary>
    public const string Start = "[BOS]";

    /// <summary>The token of what is no word of the language; no text has it.</summary>
    public const string Unknown = "[UNK]";

    private readonly Word[] _words;
    private readonly int[] _firstOfKind;
    private readonly int _turn;

    /// <param name="turn">0 for the rules as they are; with another number each rule ends in what another one of its kind ends in, so that no rule is one of the rules.</param>
    public Language(Rules rules, int turn = 0)
    {
        (Rules, _turn) = (rules, turn);
        _words =
        [
            .. Of(WordKind.Special, [Start, Unknown]), .. Of(WordKind.First, rules.Pairs.Select(pair => pair.First)), .. Of(WordKind.Second, rules.Pairs.Select(pair => pair.Second)),
            .. Of(WordKind.Topic, rules.Topics), .. Of(WordKind.Query, rules.Queries.Select(query => query.Word)), .. Of(WordKind.Answer, rules.Queries.SelectMany(query => query.Answers)),
            .. Of(WordKind.Name, rules.Names), .. Of(WordKind.Colour, rules.Colours), .. Of(WordKind.Other, rules.Others),
        ];
        _firstOfKind = [.. Enum.GetValues<WordKind>().Select(kind => Array.FindIndex(_words, word => word.Kind == kind))];

        static IEnumerable<Word> Of(WordKind kind, IEnumerable<string> words) => words.Select((text, index) => new Word(kind, index, text));
    }

    public Rules Rules { get; }

    /// <summary>All tokens, in the order of their numbers.</summary>
    public IReadOnlyList<Word> Words => _words;

    /// <summary>The number of a token.</summary>
    public int Token(WordKind kind, int index) => _firstOfKind[(int)kind] + index;

    /// <summary>The token behind the first of a pair.</summary>
    public int Second(int pair) => Token(WordKind.Second, (pair + _turn) % Rules.Pairs.Count);

    /// <summary>The token behind a query in a text with a topic.</summary>
    public int Answer(int query, int topic) => Token(WordKind.Answer, (query * Rules.Topics.Count) + ((topic + _turn) % Rules.Topics.Count));

    /// <summary>The token behind a name that had a colour before.</summary>
    public int Again(int colour) => Token(WordKind.Colour, (colour + _turn) % Rules.Colours.Count);

    /// <summary>A text that has only begun.</summary>
    public Past Begin() => new(Token(WordKind.Special, 0), Topic: null, new int?[Rules.Names.Count]);

    /// <summary>A text with one more word.</summary>
    public Past Continue(Past past, int token)
    {
        var (word, last) = (_words[token], _words[past.Last]);
        if (word.Kind != WordKind.Colour)
            return past with { Last = token, Topic = word.Kind == WordKind.Topic ? word.Index : past.Topic };
        var colours = past.Colours.ToArray();
        colours[last.Index] = word.Index;
        return past with { Last = token, Colours = colours };
    }

    /// <summary>The probability of each token behind a beginning.</summary>
    public double[] Next(Past past)
    {
        var probabilities = new double[_words.Length];
        var last = _words[past.Last];
        switch (last.Kind)
        {
            case WordKind.First:
                probabilities[Second(last.Index)] = Rules.Certainty;
                AddFree(probabilities, past, 1 - Rules.Certainty);
                break;
            case WordKind.Query when past.Topic is { } topic:
                probabilities[Answer(last.Index, topic)] = Rules.Certainty;
                AddFree(probabilities, past, 1 - Rules.Certainty);
                break;
            case WordKind.Name when past.Colours[last.Index] is { } colour:
                probabilities[Again(colour)] = 1;
                break;
            case WordKind.Name:
                Spread(probabilities, 1, WordKind.Colour, Rules.Colours.Count);
                break;
            default:
                AddFree(probabilities, past, 1);
                break;
        }

        return probabilities;
    }

    private void AddFree(double[] probabilities, Past past, double share)
    {
        Spread(probabilities, share * Rules.FreeFirst, WordKind.First, Rules.Pairs.Count);
        Spread(probabilities, share * Rules.FreeQuery, WordKind.Query, Rules.Queries.Count);
        Spread(probabilities, share * Rules.FreeName, WordKind.Name, Rules.Names.Count);
        Spread(probabilities, share * Rules.FreeOther, WordKind.Other, Rules.Others.Count);
        if (past.Topic is { } topic)
            probabilities[Token(WordKind.Topic, topic)] += share * Rules.FreeTopic;
        else
            Spread(probabilities, share * Rules.FreeTopic, WordKind.Topic, Rules.Topics.Count);
    }

    private void Spread(double[] probabilities, double share, WordKind kind, int count)
    {
        for (var index = 0; index < count; index++)
            probabilities[Token(kind, index)] += share / count;
    }
}
