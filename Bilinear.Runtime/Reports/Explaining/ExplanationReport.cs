using Bilinear.Reports.Explaining;
using Bilinear.Reports.Explaining.Texts;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>Writes an explanation of one sample, or of one position of a text, as one HTML file that is readable offline and without scripts.</summary>
public static class ExplanationReport
{
    /// <summary>Writes the page to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <param name="top">How many of the explained outputs are shown, from the first.</param>
    /// <param name="keep">How many terms of each sign are shown of each of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Explanation explanation, int top = 3, int keep = 5)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        HtmlPage.Write(path, Render(explanation, top, keep));
    }

    /// <summary>Renders the page as text.</summary>
    /// <inheritdoc cref="Write(string, Explanation, int, int)"/>
    public static string Render(Explanation explanation, int top = 3, int keep = 5)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        if (top < 1)
            throw new ArgumentOutOfRangeException(nameof(top), top, $"A page cannot show {top} outputs: give 1 or more.");
        if (keep < 1)
            throw new ArgumentOutOfRangeException(nameof(keep), keep, $"A page cannot show {keep} terms of an output: give 1 or more.");
        return HtmlPage.Render(new ExplanationPage(explanation, top, keep).Build());
    }

    /// <summary>Writes the page on a logit at one position of a text to a file; where that fails, an older file at the path stays as it was.</summary>
    /// <param name="analysis">What made the explanation: it reads the eigenvectors in tokens.</param>
    /// <param name="tokens">The text of each token of the vocabulary, in the order of their numbers.</param>
    /// <param name="keep">How many of the largest terms are shown by themselves.</param>
    /// <param name="tree">What <see cref="StreamAnalysis.Tree(ReadOnlySpan{int}, int, Direction, int, int)"/> grew of the same logit at the same position; null to leave it out.</param>
    /// <exception cref="ArgumentException">The explanation is of another model, the tree of another logit or text, or there is not one text for each token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TextExplanation explanation, StreamAnalysis analysis, IReadOnlyList<string> tokens, int keep = 12, StreamTree? tree = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        HtmlPage.Write(path, Render(explanation, analysis, tokens, keep, tree));
    }

    /// <summary>Renders the page on a logit at one position of a text as text.</summary>
    /// <inheritdoc cref="Write(string, TextExplanation, StreamAnalysis, IReadOnlyList{string}, int, StreamTree?)"/>
    public static string Render(TextExplanation explanation, StreamAnalysis analysis, IReadOnlyList<string> tokens, int keep = 12, StreamTree? tree = null)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(analysis);
        if (keep < 1)
            throw new ArgumentOutOfRangeException(nameof(keep), keep, $"A page cannot show {keep} terms of a logit: give 1 or more.");
        if (explanation.Logits.Count != analysis.Outputs || explanation.BranchScales.Count != analysis.Stream.Branches.Count)
            throw new ArgumentException($"The explanation is not one of {analysis.Model.Name}: give the analysis that made it.", nameof(analysis));
        if (tree is not null && (tree.Direction != explanation.Direction || tree.Nodes[0].Position != explanation.Position || !tree.Tokens.SequenceEqual(explanation.Tokens)))
            throw new ArgumentException($"The tree is of another logit, position or text than the explanation of {explanation.Direction.Name}: grow it of the same.", nameof(tree));
        var texts = TokenTexts.Of(tokens, analysis.Vocabulary, nameof(tokens));
        return HtmlPage.Render(new TextExplanationPage(new ShownText(explanation, analysis, texts, keep), tree is null ? null : new ShownTree(tree, analysis, texts)).Build());
    }
}
