using System.CommandLine;
using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Cli.Commands.Spectra.Tokens;
using Bilinear.Cli.Data;
using Bilinear.Cli.Files;
using Bilinear.Cli.Generating;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Shows what a model looks for, as one page that opens offline.</summary>
internal sealed class ReportCommand : SpectralCommand
{
    private const int Batch = 256;

    private readonly Option<string?> _figures = new("--figures") { Description = "Also write every chart as an .svg file, the numbers behind it as .csv, and every picture as .png, into this folder.", HelpName = "DIR" };

    public ReportCommand()
        : base("report", "Show what a model looks for: eigenvectors, trees and singular components as pictures, of a model of texts in tokens and texts, in one file.", ".html", needsData: true,
            "bmlp report mnist.bmlp --weights mnist.safetensors --data mnist --out mnist.html",
            "bmlp report mnist.bmlp --weights mnist.safetensors --data mnist --out mnist.html --figures figures",
            "bmlp report stories.bmlp --weights stories.safetensors --data test.txt --tokenizer tokenizer.json --out stories.html") => Add(_figures);

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
        [.. base.Files(parseResult), .. parseResult.GetValue(_figures) is { } folder ? [CommandFile.Folder(_figures.Name, folder)] : Array.Empty<CommandFile>()];

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        var figures = parseResult.GetValue(_figures);
        Report.CheckFigures(figures);
        using var loaded = Load(parseResult, status, takesTexts: true);
        if (loaded.Model.TakesTexts)
            return OfTexts(parseResult, status, loaded, figures);
        var data = Data.Open(parseResult, loaded.Model, status, schema: loaded.Schema);
        var entries = loaded.Decompose(data.Train);
        var contents = Contents(loaded.Weights, entries, data, Weights.Open(parseResult).Path, status);
        status.While("drawing the report", () => Report.Write(Out(parseResult), contents, figures));
        Written.Say(status, [.. figures is null ? [] : new[] { figures }, Out(parseResult)]);
        return ExitCode.Success;
    }

    private int OfTexts(ParseResult parseResult, StatusLine status, LoadedModel loaded, string? figures)
    {
        var stream = loaded.Stream("bmlp report");
        var parts = Data.OpenTexts(parseResult, loaded.Model, status);
        if (parts.Tokenizer is { } tokenizer)
            Writer.ThrowUnlessOf(loaded.Model, tokenizer, loaded.Weights.Provenance);
        var (name, texts) = parts.ReadScored(loaded.Model, loaded.Weights.Provenance);
        var report = new TokenReport(loaded, new StreamAnalysis(loaded.Weights, stream), new TokenNames(parts.Tokenizer!), status);
        var contents = report.Contents(DataSet.OfTexts(name, texts), Weights.Open(parseResult).Path);
        status.While("drawing the report", () => TextReport.Write(Out(parseResult), contents, figures));
        Written.Say(status, [.. figures is null ? [] : new[] { figures }, Out(parseResult)]);
        return ExitCode.Success;
    }

    private static ReportContents Contents(ModelWeights weights, IReadOnlyList<Decomposition> entries, DataParts data, string path, StatusLine status)
    {
        using var reader = weights.OpenInference(Math.Min(Batch, data.Test.Count));
        return new ReportContents(entries[0].Model.Name, entries)
        {
            Test = status.While($"evaluating on {data.Test.Name}", () => reader.Evaluate(data.Test)),
            TestData = data.Test,
            Exactness = status.While("comparing with the forward pass", () => entries.OfType<EigenSpectra>().FirstOrDefault(spectra => spectra.IsCheckable)?.Check(reader, data.Test)),
            Facts = [new("weights", Path.GetFileName(path))],
        };
    }
}
