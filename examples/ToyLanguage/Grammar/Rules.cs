namespace Examples.ToyLanguage.Grammar;

/// <summary>The words of a language, and what follows what.</summary>
/// <param name="Pairs">Behind the first comes the second: a bigram.</param>
/// <param name="Topics">A text has one of them, and says it now and then.</param>
/// <param name="Queries">Behind one comes its answer for the topic, if the topic stood anywhere before: a skip-trigram.</param>
/// <param name="Names">Behind one comes a colour, and behind the same one in the same text the same colour again: induction.</param>
/// <param name="Others">Words that say nothing of the next.</param>
internal sealed record Rules(
    IReadOnlyList<(string First, string Second)> Pairs,
    IReadOnlyList<string> Topics,
    IReadOnlyList<Query> Queries,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Colours,
    IReadOnlyList<string> Others)
{
    /// <summary>The probability that a bigram or a skip-trigram holds; else what comes is free, as behind a word without a rule.</summary>
    public const double Certainty = 0.9;

    // What a free word is, by probability; within its kind each is as probable as the others.
    public const double FreeFirst = 0.3;
    public const double FreeTopic = 0.1;
    public const double FreeQuery = 0.2;
    public const double FreeName = 0.3;
    public const double FreeOther = 0.1;

    public static Rules English { get; } = new(
        [
            ("salt", "pepper"), ("knife", "fork"), ("thunder", "lightning"), ("lock", "key"), ("needle", "thread"), ("bread", "butter"), ("pen", "paper"), ("hammer", "nail"),
            ("cup", "saucer"), ("bow", "arrow"), ("sun", "moon"), ("king", "queen"), ("heart", "soul"), ("hand", "glove"), ("shoe", "sock"), ("bat", "ball"),
        ],
        ["sea", "farm", "city"],
        [new("animal", ["whale", "cow", "pigeon"]), new("worker", ["sailor", "farmer", "baker"]), new("vehicle", ["ship", "tractor", "tram"]), new("sound", ["surf", "crow", "siren"])],
        ["anna", "ben", "carl", "dora", "emil", "fred"],
        ["red", "green", "blue", "white", "black", "yellow"],
        ["well", "so", "then", "now", "here"]);
}
