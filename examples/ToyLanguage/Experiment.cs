using System.Globalization;
using Bilinear.Spectral;
using Bilinear.Training;
using Examples.ToyLanguage.Grammar;
using Examples.ToyLanguage.Reading;

namespace Examples.ToyLanguage;

/// <summary>Shows what a model's decomposition says beside the rules of the language.</summary>
/// <param name="language">The rules that are looked for.</param>
/// <param name="texts">The texts for testing.</param>
internal sealed class Experiment(Language language, IReadOnlyList<int[]> texts)
{
    /// <summary>The most that a trained model's loss, and its divergence, may lack.</summary>
    public const double LargestGap = 0.02;

    private const int PlacesOfAToken = 2;
    private const int PlacesOfARule = 40;

    private readonly Directions _directions = new(language);
    private readonly IEnumerable<Place> _places = texts.SelectMany(text => Place.Of(language, text));

    /// <returns>What is not as it has to be, in sentences.</returns>
    public IEnumerable<string> Run(ModelWeights weights)
    {
        var analysis = new StreamAnalysis(weights, Toy.Stream);
        var problems = new List<string>();
        ShowLosses(Losses.Of(language, weights, texts), problems);
        ShowBigrams(analysis, problems);
        ShowHeads("Skip-trigrams, at a query whose topic stood before", "topic", analysis, RuleCase.SkipTrigrams);
        var layer = analysis.Stream.Branches.ToList().FindIndex(branch => branch is GatedBranch);
        ShowFromWeights("query × topic through a head, in the first layer", language.Rules.Queries.Count * language.Rules.Topics.Count, HeadRules.SkipTrigrams(_directions, analysis, weights, layer));
        ShowHeads("Induction, at a name that had a colour", "its colour", analysis, RuleCase.Inductions);
        ShowFromWeights("colours that a head copies", language.Rules.Colours.Count, HeadRules.Copies(_directions, analysis, weights));
        ShowHeads("For it, at a colour", "its name", analysis, RuleCase.Colours);
        return problems;
    }

    private void ShowLosses(Losses losses, List<string> problems)
    {
        var entropy = Entropy.Of(language, Texts.Length);
        Print($"entropy of the language   {entropy:F4} nats a word");
        Print($"the model's loss          {losses.Model:F4} on {texts.Count} texts, on which the rules' own is {losses.Rules:F4}");
        Print($"divergence from the rules {losses.Divergence:F4}");
        Print($"{"  behind",-28}{"places",8}{"entropy",10}{"divergence",13}");
        foreach (var (behind, places, of, divergence) in losses.Kinds)
            Print($"{$"  {behind}",-28}{places,8}{of,10:F4}{divergence,13:F4}");
        if (!(losses.Model - entropy < LargestGap && losses.Divergence < LargestGap))
            problems.Add($"The model is not within {LargestGap} nats of the entropy.");
    }

    private void ShowBigrams(StreamAnalysis analysis, List<string> problems)
    {
        var seen = new int[language.Words.Count];
        var bigrams = Bigram.Of(language, analysis, [.. _places.Where(place => seen[place.Past.Last]++ < PlacesOfAToken)]);
        Print($"\nBigrams a → b: the logit of b at positions of a, and of the token that comes next");
        Print($"{"",-24}{"rank",6}{"centred",9}{"embedding",11}{"layers",9}{"together",10}{"heads",8}   {"next",-10}{"together",10}");
        foreach (var bigram in bigrams)
        {
            var (first, best) = (bigram.First, bigram.Best);
            Print($"{$"  {language.Words[first.Token].Text} → {bigram.Second}",-24}{bigram.Rank,6}{bigram.CentredRank,9}{first.Embedding,11:F2}{first.Layers,9:F2}{first.Sum,10:F2}{first.Heads,8:F2}   {language.Words[best.Token].Text,-10}{best.Sum,10:F2}");
        }

        var found = bigrams.Count(bigram => bigram.IsFound);
        Print($"  {found} of {bigrams.Count} found: the first word is among the {Bigram.Tokens} of {seen.Count(count => count > 0)} tokens with the largest logit");
        if (found < bigrams.Count)
            problems.Add($"{bigrams.Count - found} of {bigrams.Count} bigrams are not found.");
    }

    private void ShowHeads(string title, string sources, StreamAnalysis analysis, Func<Directions, IEnumerable<Place>, IEnumerable<RuleCase>> find)
    {
        var cases = find(_directions, _places).Take(PlacesOfARule).ToList();
        Print($"\n{title}");
        Print($"{"  head",-20}{$"looks at {sources}",22}{"adds",8}{"from there",12}{"taken out",11}");
        var (heads, difference) = HeadUse.Of(analysis, cases);
        foreach (var use in heads)
            Print($"{$"  {use.Branch} {use.Head}",-20}{use.Attention,22:F2}{use.Value,8:F2}{use.FromSources,12:F2}{use.Change,11:F2}");
        Print($"  {cases.Count} places, where the difference is {difference:F2}; all positions alike would be looked at with {cases.Average(each => each.Uniform):F2}");
    }

    private static void ShowFromWeights(string title, int rules, IReadOnlyList<HeadRules> heads) =>
        Print($"  from weights alone, {title}: {string.Join(", ", heads.Select(head => $"{head.Branch} {head.Head} {head.Found} of {rules}"))}");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
