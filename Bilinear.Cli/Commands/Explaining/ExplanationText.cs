using System.Globalization;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Output;
using Bilinear.Reports;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining;

/// <summary>An explanation for a person: a table for each class that adds up to its logit; on a terminal with pictures.</summary>
internal static class ExplanationText
{
    public static void Write(ShownTerms shown)
    {
        var explanation = shown.Explanation;
        Console.Out.WriteLine(Headline(explanation));
        var pictures = new TerminalPictures(explanation);
        pictures.WriteInput();
        foreach (var part in shown.Parts)
            Write(shown, part, pictures);
        Console.Out.WriteLine();
        Console.Out.WriteLine(PairNames.Describe(explanation.Spectra));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"every sum is the forward pass's to {explanation.Error:0.0e+0} of the largest output"));
    }

    private static string Headline(Explanation explanation)
    {
        var label = explanation.Label < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $": label {explanation.Data.ClassName(explanation.Label)}");
        var answer = explanation.Answer < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(label.Length > 0 ? "," : ":")} answer {explanation.Spectra.ClassName(explanation.Answer)} with probability {Quantity.Probability(explanation.Probabilities[explanation.Answer])}");
        return string.Create(CultureInfo.InvariantCulture, $"sample {explanation.Sample} of {explanation.Data.Name}{label}{answer}");
    }

    private static void Write(ShownTerms shown, ExplainedOutput part, TerminalPictures pictures)
    {
        var isClass = part.Spectrum.Output >= 0;
        var hasAnswers = shown.Explanation.Answer >= 0;
        var probability = hasAnswers ? $", probability{(isClass ? "" : $" of {shown.Explanation.Spectra.ClassName(part.Class)}")} {Quantity.Probability(part.Probability)}" : "";
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{PairNames.Of(part.Spectrum, shown.Explanation.Spectra)}: {(!hasAnswers ? "value" : isClass ? "logit" : "difference of the logits")} {Quantity.Signed(part.Value)}{probability}{(part.Target is { } target ? $", target {Quantity.Plain(target)}" : "")}");
        pictures.Write(part, shown.Of(part));

        List<string[]> rows = [["", "λ(v·h)²", "share", "λ", "v·h", hasAnswers ? "probability without it" : "", hasAnswers ? "answer" : ""]];
        foreach (var term in shown.Of(part))
        {
            rows.Add([
                string.Create(CultureInfo.InvariantCulture, $"pair {term.Pair}"), Quantity.Signed(term.Value), Quantity.Percent(term.Share), Quantity.Signed(term.Eigenvalue), Quantity.Signed(term.Projection),
                term.Without is { } without ? string.Create(CultureInfo.InvariantCulture, $"{Quantity.Probability(without.Probability)} ({without.Change:+0.0000;-0.0000;0.0000})") : "",
                term.Without is { } check ? string.Create(CultureInfo.InvariantCulture, $"{(check.Flips ? "flips to " : "")}{shown.Explanation.Spectra.ClassName(check.Answer)}") : "",
            ]);
        }

        foreach (var isPositive in new[] { true, false })
        {
            if (shown.Others(part, isPositive) is { Count: > 0 } others)
                rows.Add([string.Create(CultureInfo.InvariantCulture, $"{others.Count} other{(others.Count == 1 ? "" : "s")} {Side(shown, part, isPositive)}"), Quantity.Signed(others.Sum), Quantity.Percent(others.Share), "", "", "", ""]);
        }

        rows.AddRange([Sum("linear part", part.Linear), Sum("constant", part.Constant), Sum("sum", part.Sum)]);
        Aligned.Write(rows, indent: "  ");
    }

    // Of a difference both sides have a name.
    private static string Side(ShownTerms shown, ExplainedOutput part, bool isPositive) => part.Against is { } other
        ? $"for {shown.Explanation.Spectra.ClassName(isPositive ? part.Class : other)}"
        : isPositive ? "for it" : "against it";

    private static string[] Sum(string name, double value) => [name, Quantity.Signed(value), "", "", "", "", ""];
}
