using System.Text.Json;
using System.Text.Json.Serialization;
using Bilinear.Reports;
using Examples.Paper.Parts;

namespace Examples.Paper;

/// <summary>All parts that were asked for, as one page and one file of numbers.</summary>
internal sealed class Paper(Study study)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Measures the parts, and writes <c>paper.html</c>, its figures as files, and <c>paper.json</c> into the folder.</summary>
    public void Write(IReadOnlyList<Part> parts, string folder, TextWriter progress, CancellationToken cancellationToken)
    {
        var found = new List<(Part Part, Sheet Sheet, Finding[] Findings)>();
        var page = new StudyPage("A case for bilinear MLPs, rerun", $"What the papers on bilinear MLPs show of image classifiers, measured again at {study.Seeds.Count} seeds, every number with its 95 % interval.");
        foreach (var part in parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.WriteLine($"measuring {part.Name}");
            var sheet = new Sheet(page.Section(part.Title, part.Claim));
            Finding[] findings = [.. part.Write(study, sheet)];
            sheet.Drawn.Table(["", "measured", "target", "verdict"], [.. findings.Select(finding => (IReadOnlyList<string>)[finding.What, Numbers.Of(finding.Measured), finding.Target, Word(finding.Verdict)])]);
            foreach (var finding in findings.Where(finding => finding.Why.Length > 0).DistinctBy(finding => finding.Why))
                sheet.Drawn.Text(finding.Why);
            found.Add((part, sheet, findings));
        }

        foreach (var verdict in Enum.GetValues<Verdict>())
            page.Number($"{found.Sum(part => part.Findings.Count(finding => finding.Verdict == verdict))}", $"statements {Word(verdict)}");
        page.Write(Path.Combine(folder, "paper.html"), Path.Combine(folder, "figures"));
        File.WriteAllText(Path.Combine(folder, "paper.json"), JsonSerializer.Serialize(
            new
            {
                Seeds = study.Seeds,
                study.IsQuick,
                Parts = found.ToDictionary(part => part.Part.Name, part => new
                {
                    part.Part.Title,
                    part.Part.Claim,
                    Findings = part.Findings.Select(finding => new { finding.What, finding.Target, Measured = Numbers.Of(finding.Measured), finding.Measured.Mean, Margin = finding.Measured.HasInterval ? (double?)finding.Measured.Margin : null, finding.Values, finding.Verdict, finding.Why }),
                    Numbers = part.Sheet.Kept,
                }),
            }, Json) + "\n");
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Met => "met",
        Verdict.Missed => "missed",
        _ => "corrected",
    };
}
