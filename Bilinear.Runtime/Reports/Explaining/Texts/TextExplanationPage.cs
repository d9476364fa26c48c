using System.Xml.Linq;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;
using Bilinear.Spectral.Explaining;

namespace Bilinear.Reports.Explaining.Texts;

/// <summary>The whole page on one position of a text: the text and the model's answer, the sum, and what its leading terms read.</summary>
/// <param name="tree">The logit through all layers; null to leave it out.</param>
internal sealed class TextExplanationPage(ShownText shown, ShownTree? tree)
{
    private const int StrongTokens = 5;

    private readonly TextExplanation _explanation = shown.Explanation;
    private readonly StreamAnalysis _analysis = shown.Analysis;

    public XElement Build() => HtmlPage.Of(Title, new Origin(_analysis.Model, _analysis.WeightsHash, _analysis.Provenance), HtmlPage.Header(Title, Summary(), Numbers()),
    [
        HtmlPage.Panel("The text", Text()),
        HtmlPage.Panel("How to read this", HowToRead()),
        HtmlPage.Panel("What is exact, and what is measured", WhatIsExact()),
        new TermTable(shown).Build(),
        new TermCards(shown).Build(),
        tree is null ? null : new TreeSection(tree).Build(),
        HtmlPage.Section("What this is about", "", HtmlPage.Facts(Facts())),
    ]);

    private string Title => $"{_analysis.Model.Name}: {_explanation.Direction.Name}";

    private int MostProbable => Exactness.ArgMax([.. _explanation.Logits]);

    private string Summary()
    {
        var most = $"the most probable next token is {shown.Tokens.NameOf(MostProbable)}, with probability {Figures.Probability(Answers.Probability([.. _explanation.Logits], MostProbable))}";
        return $"Behind {shown.Tokens.NameOf(shown.Token)} at position {Figures.Count(_explanation.Position)}, {most}. This page takes {(shown.IsOneLogit ? $"the logit of {_explanation.Direction.Name}" : $"the difference of the logits {_explanation.Direction.Name}")} there apart.";
    }

    private IEnumerable<XElement> Numbers() =>
    [
        HtmlPage.Figure(Figures.Signed(_explanation.Value), shown.IsOneLogit ? $"the logit of {_explanation.Direction.Name}" : $"the difference of the logits, {_explanation.Direction.Name}"),
        HtmlPage.Figure(shown.Tokens.NameOf(MostProbable), $"the most probable next token, with probability {Figures.Probability(Answers.Probability([.. _explanation.Logits], MostProbable))}"),
        HtmlPage.Figure(Figures.Rounding(_explanation.Error), "difference of the sum of all terms from the forward pass, beside the largest logit"),
    ];

    // What all heads read from each position, which is how the other tokens of the text come to it.
    private object[] Text()
    {
        var read = new double[_explanation.Tokens.Count];
        foreach (var source in _explanation.Terms.SelectMany(term => term.Sources))
            read[source.Position] += source.Value;
        var largest = read.Max(Math.Abs);
        var strong = read.Index().OrderByDescending(each => Math.Abs(each.Item)).Take(StrongTokens).Where(each => each.Item != 0).Select(each => each.Index).ToHashSet();
        var isCausal = _analysis.Stream.Branches.OfType<AttentionBranch>().All(attention => attention.IsCausal);
        var hasHeads = _analysis.Stream.Branches.Any(branch => branch is AttentionBranch);
        return
        [
            ColouredText.Of(_explanation.Tokens.Select((token, position) => new ColouredToken(
                shown.Tokens.InText(token),
                largest == 0 ? 0 : read[position] / largest,
                $"position {Figures.Count(position)}, {shown.Tokens.NameOf(token)}{(isCausal && position > _explanation.Position ? ": behind the position, and not read" : hasHeads ? $": the heads read {Figures.Signed(read[position])} from here" : "")}")
            {
                Figure = strong.Contains(position) ? Figures.Signed(read[position]) : null,
                IsMarked = position == _explanation.Position,
                IsOutside = isCausal && position > _explanation.Position,
            })),
            .. hasHeads ? [ColouredText.Legend(shown.IsOneLogit ? "against it" : "against the difference", shown.IsOneLogit ? "for it" : "for the difference")] : Array.Empty<object>(),
            new XElement("p", $"The framed token is the position that is explained.{(hasHeads ? $" A token's colour, and the line below it, whole for a positive and dashed for a negative number, is what all heads of the attentions together add from there, on the straight way to the {(shown.IsOneLogit ? "logit" : "difference")}, in steps of a quarter of the largest; the figures stand beside the {StrongTokens} largest, and a pointer on a token shows its own. What layers make of what the heads bring is in their terms." : "")}"),
        ];
    }

    private bool HasVectors => _explanation.Terms.Any(term => term.Kind == LogitTermKind.Eigenvector);

    private object[] HowToRead() =>
    [
        new XElement("p", $"The {(shown.IsOneLogit ? "logit" : "difference of logits")} is a sum along the residual stream of the model: what the embedding of the token says straight away, what each head of an attention brings from the positions that it reads, and what each layer adds{(HasVectors ? $", of a bilinear one λ(v·h)² for its eigenvectors v along {_explanation.Direction.Name}. Here h is what the layer reads at the position{(_analysis.Stream.HasNorms ? ", over the scale r of its norm" : "")}" : "")}.{(_analysis.Stream.Norm is null ? "" : $" All terms are divided by the scale of the last norm, here {Figures.Plain(_explanation.Scale)}, so that they are in units of the logit.")}"),
        new XElement("p", $"A share is the size of a term over the sizes of all terms. It is no effect: “without it” is the causal check. The one term is taken out of the stream at this position, all later layers{(_analysis.Stream.Norm is null ? "" : " and the last norm")} are run again, and this is how the real logit changes. It is computed for the largest terms."),
        HasVectors ? new XElement("p", "A vector is read in tokens through three maps: the embedding (what a token itself brings), a head (what the head makes of a token), and the unembedding (which logits the vector would raise). A token stands with the cosine of the vector and what the map makes of the token, less the mean over all tokens; a pointer on it shows its weight, the inner product of the two. The sign of an eigenvector is free; the tokens at + are those that v·h comes from, along the eigenvector where it is positive and against it where it is negative.") : "",
    ];

    private object[] WhatIsExact()
    {
        var hasNorms = _analysis.Stream.HasNorms;
        var hasHeads = _analysis.Stream.Branches.Any(branch => branch is AttentionBranch);
        string[] measured = [.. hasNorms ? ["the scales r of the norms"] : Array.Empty<string>(), .. hasHeads ? ["the patterns of the heads, which say how much of each position they read"] : Array.Empty<string>()];
        string[] gated = [.. _explanation.Terms.Where(term => term.Kind == LogitTermKind.GatedLayer).Select(term => term.Branch)];
        return
        [
            new XElement("p", new XElement("b", "Exact: "), $"{(HasVectors ? "eigenvectors and eigenvalues, which are read from the weights alone; and " : "")}the sum, which is the forward pass’s to {Figures.Rounding(_explanation.Error)} of the largest logit, where {Figures.Rounding(Exactness.Tolerance)} would be an error and no page."),
            measured.Length == 0 ? new XElement("p", new XElement("b", "Measured: "), "nothing but the causal check. The model has no norms, and no heads.")
                : new XElement("p", new XElement("b", "Measured on this text: "), $"{string.Join(", and ", measured)}. {(hasNorms && HasVectors ? "The scales divide all eigenvectors of one layer at one position alike, so that neither order nor signs of these depend on them. " : "")}The causal check is measured too, by running the model again."),
            gated.Length == 0 ? "" : new XElement("p", new XElement("b", "Not taken apart: "), $"{string.Join(", ", gated)}. A gated layer is no sum of squares, and is one term as a whole."),
        ];
    }

    private IEnumerable<KeyValuePair<string, string>> Facts() =>
    [
        new("model", _analysis.Model.Name),
        new("explained", $"{_explanation.Direction.Name}, at position {Figures.Count(_explanation.Position)} of {Figures.Count(_explanation.Tokens.Count, "token")}"),
        .. _analysis.Stream.Branches.Zip(_explanation.BranchScales).Where(each => each.First.Norm is not null).Select(each => new KeyValuePair<string, string>($"r before {each.First.Name}", Figures.Plain(each.Second))),
        .. _analysis.Stream.Norm is null ? [] : new KeyValuePair<string, string>[] { new("r before the head", Figures.Plain(_explanation.Scale)) },
    ];
}
