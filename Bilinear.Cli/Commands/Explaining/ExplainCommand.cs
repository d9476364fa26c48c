using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining;

/// <summary>Takes one sample apart: which eigenvectors speak for an answer and which against it, and what the answer would be without each.</summary>
internal sealed class ExplainCommand : SpectralCommand
{
    private const int DefaultTop = 3;
    private const int DefaultKeep = 3;

    private readonly NumberOption<int> _sample = new("--sample", 0) { Description = "Which sample, counted from 0.", Required = true };
    private readonly PartOption _part = new();
    private readonly NumberOption<int> _top = new("--top", 1) { Description = "How many classes are explained, the most probable first, where --class names none.", HelpName = "K", DefaultValueFactory = _ => DefaultTop };
    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = "How many terms are shown for a class, and how many against it.", HelpName = "K", DefaultValueFactory = _ => DefaultKeep };
    private readonly ClassOptions _class = new("Explain");
    private readonly PortOption _port = new();
    private readonly JsonOption _json = new();

    public ExplainCommand()
        : base("explain", "Take one sample apart: what each eigenvector adds to a logit, and what the answer would be without it.",
            new Option<string?>("--out") { Description = "Also write it to an .html file, with pictures.", HelpName = "FILE" }, needsData: true,
            ["bmlp explain mnist.bmlp --weights mnist.safetensors --data mnist --sample 12", "bmlp explain mnist.bmlp --weights mnist.safetensors --data mnist --sample 12 --class 3 --against 5 --out why.html"])
    {
        Add(_sample);
        _part.AddTo(this);
        Add(_top);
        Add(_keep);
        _class.AddTo(this);
        _port.AddTo(this);
        Add(_json);
        Validators.Add(result =>
        {
            if (_class.IsGiven(result) && result.GetResult(_top) is { Implicit: false })
                result.Say("--class names what is explained, and --top says how many of the most probable classes are: give one of the two.");
        });
    }

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var plan = loaded.WholePlan(_port.Read(parseResult, loaded.Model), "bmlp explain");
        var output = loaded.Model.Outputs[plan.Path.ToOutput!.Value];
        var (row, against) = _class.Read(parseResult, output, loaded.ClassNames);
        var data = Data.Open(parseResult, loaded.Model, status, schema: loaded.Schema);
        var (part, sample) = (_part.Of(parseResult, data), parseResult.GetValue(_sample)!.Value);
        if (sample >= part.Count)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--sample {sample}: {part.Name} has {part.Count:N0} samples, 0 … {part.Count - 1}."));

        var spectra = status.While($"decomposing {loaded.Model.Name}", () => loaded.Decompose(plan, data.Train));
        Direction[] directions = row is { } asked ? [ClassOptions.DirectionOf(asked, against, output.Count, spectra.ClassName)] : [];
        var explanation = Explain(loaded, spectra, part, sample, directions);
        var shown = new ShownTerms(explanation, parseResult.GetValue(_top)!.Value, parseResult.GetValue(_keep)!.Value);
        if (Find(parseResult) is { } page)
            status.While("drawing the page", () => ExplanationReport.Write(page, explanation, shown.Top, shown.Keep));
        PairNames.Remark(spectra, status);
        if (parseResult.GetValue(_json))
            ExplanationJson.Write(shown);
        else
            ExplanationText.Write(shown);
        if (Find(parseResult) is { } written)
            Written.Say(status, written);
        return ExitCode.Success;
    }

    private static Explanation Explain(LoadedModel loaded, EigenSpectra spectra, DataSet data, int sample, Direction[] directions)
    {
        using var reader = loaded.Weights.OpenInference(batch: 1);
        return spectra.Explain(reader, data, sample, directions);
    }
}
