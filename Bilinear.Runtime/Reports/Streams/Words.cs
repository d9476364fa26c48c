using System.Xml.Linq;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Streams;

/// <summary>What a page on a model of texts says in words.</summary>
internal sealed class Words(TextReportContents contents, TokenTexts tokens)
{
    public TokenTexts Tokens => tokens;

    private ResidualStream Stream => contents.Analysis.Stream;

    public object[] HowToRead(PageSize size)
    {
        var hasNorms = Stream.HasNorms;
        return
        [
            new XElement("p", $"A section is one bilinear layer along one direction among the logits, such as the difference of two. What the layer adds to the direction is a sum of λ(v·h)² over eigenvectors v, where h is what the layer reads of the residual stream{(hasNorms ? ", over the scale of its norm" : "")}{(contents.Spectra.Any(spectrum => spectrum.Linear.Any(q => q != 0)) ? ", and, since it has biases, of a linear part 2q·h and a constant" : "")}: a stream that goes far along v, one way or the other, speaks for the direction where λ is positive, and against it where λ is negative. Pairs are counted from 0, the largest |λ| first, as `bmlp explain` counts them.".Split('`').Select((part, index) => index % 2 == 0 ? (object)part : new XElement("code", part))),
            new XElement("p", "A vector is read in tokens through three maps: the embedding (what a token itself brings to its position), the heads of the attentions before the layer (what a head makes of a token that it reads), of which the two that say most are shown, and the unembedding (which logits the vector itself would raise). A token stands with the cosine of the vector and what the map makes of the token, less the mean over all tokens; a pointer on it shows its weight, the inner product of the two. A vector's sign is free: + and − may change places."),
            .. contents.Activations is null ? [] : Texts(),
            .. LeftOut(size) is { Length: > 0 } leftOut ? [new XElement("p", new XAttribute("class", "left-out"), leftOut)] : Array.Empty<object>(),
        ];
    }

    public object[] WhatIsExact()
    {
        var hasNorms = Stream.HasNorms;
        string[] gated = [.. Stream.Branches.OfType<GatedBranch>().Where(layer => layer.Gate != StreamGate.None).Select(layer => layer.Name)];
        return
        [
            new XElement("p", new XElement("b", "Exact: "), $"eigenvalues and eigenvectors, and what they are in tokens. They are read from the weights alone{(hasNorms ? ", gains of norms folded in, and the values are up to the scales of the norms, which no weight says: within one layer at one position these divide all λ(v·h)² alike, so that neither order nor signs depend on them" : "; the model has no norms, so that they need no scale")}.{(contents.Explanations.Count > 0 ? $" {(hasNorms ? "With the scales of a text, the" : "The")} terms of all layers and heads add up to the logits: checked here at {Figures.Count(contents.Explanations.Count, "position")}, to {Figures.Rounding(contents.Explanations.Max(explanation => explanation.Error))} of the largest logit." : "")}"),
            contents.Activations is not { } read ? new XElement("p", new XElement("b", "Measured: "), "nothing. The page was made without texts.")
                : new XElement("p", new XElement("b", "Measured: "), $"v·h on texts, and so their colours, their order and the mean activations: {Figures.Count(read.Positions)} positions of {Figures.Count(read.Texts)} of the {Figures.Count(read.Data.Count)} texts of “{read.Data.Name}”, evenly spaced.{(hasNorms ? " There h is divided by its measured scale. What the last norm divides by is left out, since it is common to all layers." : "")}"),
            Stream.Branches.Any(branch => branch is AttentionBranch) ? new XElement("p", new XElement("b", "Neither: "), "which positions a head reads. That is a pattern of each text; a head's tokens say what it would bring from a position, and not whether it reads there. `bmlp explain` has the patterns of a text.".Split('`').Select((part, index) => index % 2 == 0 ? (object)part : new XElement("code", part))) : "",
            gated.Length == 0 ? "" : new XElement("p", new XElement("b", "Not taken apart: "), $"{string.Join(", ", gated)}. A gated layer is no sum of squares."),
        ];
    }

    private object[] Texts() =>
    [
        new XElement("p", $"Under a vector stand the texts that it responds to most, each around its largest (v·h)², which a frame marks; texts and positions are counted from 0. A token's colour is λ(v·h)² at its position, so it counts for the token that comes next, in steps of a quarter of the largest of the card; the line below a token says the same without colour, the thicker the larger, whole for a positive and dashed for a negative number. The largest have their figure beside them, and a pointer on any token shows its own.{(contents.Activations!.LeavesFirstOut ? " The first token of every text is the same, and its position is left out." : "")}"),
        ColouredText.Legend("against the direction", "for it"),
    ];

    // What a page leaves out of what was asked for.
    private string LeftOut(PageSize size)
    {
        var most = contents.Spectra.Max(spectrum => spectrum.Pairs.Values.Count);
        string[] parts =
        [
            .. contents.Spectra.Count > size.Sections ? [$"{(size.Sections == 0 ? "none" : $"the first {size.Sections}")} of the {Figures.Count(contents.Spectra.Count)} spectra have a section"] : Array.Empty<string>(),
            .. contents.Spectra.Count > PageSize.Rows ? [$"the first {PageSize.Rows} a row in the table"] : Array.Empty<string>(),
            .. size.Sections > 0 && most > size.Vectors ? [$"{(size.Vectors == 1 ? "one" : $"{size.Vectors}")} of up to {Figures.Count(most)} eigenvectors of each {(size.Vectors == 1 ? "is" : "are")} shown"] : Array.Empty<string>(),
            .. size.Sections > 0 && contents.Activations is { } read && read.Layers.SelectMany(layer => layer.Pairs).Max(pair => pair.Most.Count) > size.Excerpts ? [$"each with {(size.Excerpts == 1 ? "one text" : $"{size.Excerpts} texts")}"] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "" : $"So that the page stays below {PageSize.MostBytes / 1_000_000} MB, {string.Join(", ", parts)}. The file of bmlp decompose has all that the block keeps; a program whose block names less has all of it on its page.";
    }
}
