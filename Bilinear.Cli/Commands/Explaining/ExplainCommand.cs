using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Generating;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Reports.Explaining.Texts;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining;

/// <summary>Takes one sample apart: which eigenvectors speak for an answer and which against it, and what the answer would be without each.</summary>
internal sealed class ExplainCommand : SpectralCommand
{
    private const int DefaultTop = 3;
    private const int DefaultKeep = 3;
    private const int DefaultTextKeep = 12;

    // Without a text the longest parts are often heads that read embeddings, behind which nothing stands: a tree of weights is wide.
    private const int BranchOfWeights = 4;

    // What is asked of samples of data.
    private static readonly string[] OfSamples = ["--data", "--sample", "--part", "--top", "--port", "--target", "--test", "--data-dir", "--no-cache"];

    private readonly NumberOption<int> _sample = new("--sample", 0) { Description = "Which sample of --data, counted from 0." };
    private readonly PartOption _part = new();
    private readonly NumberOption<int> _top = new("--top", 1) { Description = "How many classes are explained, the most probable first, where --class names none.", HelpName = "K", DefaultValueFactory = _ => DefaultTop };
    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = "How many terms are shown for a class, and how many against it; of a text, how many in all.", HelpName = "K", DefaultValueFactory = _ => DefaultKeep };
    private readonly ClassOptions _class;
    private readonly PortOption _port = new();
    private readonly TextOptions _text = new();
    private readonly JsonOption _json = new();

    public ExplainCommand()
        : base("explain", "Take one sample, or one position of a text, apart: what each eigenvector adds to a logit, and what the answer would be without it.",
            new Option<string?>("--out") { Description = "Also write it to an .html file, with pictures, or the text in colours.", HelpName = "FILE" }, needsData: false,
            [
                "bmlp explain mnist.bmlp --weights mnist.safetensors --data mnist --sample 12",
                "bmlp explain mnist.bmlp --weights mnist.safetensors --data mnist --sample 12 --class 3 --against 5 --out why.html",
                "bmlp explain stories.bmlp --weights stories.safetensors --tokenizer tokenizer.json --text \"Once upon a time\" --against \" boy\" --out why.html",
            ])
    {
        _class = new ClassOptions("Explain", _text.Text);
        Add(_sample);
        _text.AddTo(this);
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

    public override IEnumerable<string> Mistakes(ParseResult parseResult)
    {
        if (!_text.IsGiven(parseResult))
        {
            string[] missing = [.. Data.IsGiven(parseResult) ? [] : new[] { "--data NAME|DIR|FILE" }, .. parseResult.GetResult(_sample) is null ? [$"{_sample.Name} N"] : Array.Empty<string>()];
            if (missing.Length > 0)
                yield return $"{this.Called()} needs {string.Join(" and ", missing)}, or {_text.Text.Name} TEXT of a model of texts.";
            yield break;
        }

        if (parseResult.GetResult(_text.Text) is null && (Data.IsGiven(parseResult) || parseResult.GetResult(_sample) is { Implicit: false }))
        {
            yield return $"{_text.First(parseResult).Name} is about models of texts: leave it out, or give {_text.Text.Name} in place of {(Data.IsGiven(parseResult) ? "--data" : _sample.Name)}.";
            yield break;
        }

        foreach (var mistake in _text.Mistakes(parseResult, Data, _class.IsGiven(parseResult.CommandResult)))
            yield return mistake;
        var isOfWeights = _text.IsOfWeights(parseResult);
        if (isOfWeights && HasOut(parseResult))
            yield return $"--out writes a page about a text, and a tree without one is text itself: leave it out, or give a {_text.Text.Name}.";
        if (Options.FirstOrDefault(option => parseResult.GetResult(option) is { Implicit: false } && (OfSamples.Contains(option.Name) || (isOfWeights && option == _keep))) is { } wrong)
        {
            yield return isOfWeights ? $"A tree of the weights alone has no use for {wrong.Name}: leave it out."
                : $"{_text.Text.Name} gives a text to explain, and {wrong.Name} is about samples of data: leave it out, or the text.";
        }
    }

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status, takesTexts: true);
        return loaded.Model.TakesTexts ? OfText(parseResult, status, loaded) : OfSample(parseResult, status, loaded);
    }

    private int OfText(ParseResult parseResult, StatusLine status, LoadedModel loaded)
    {
        if (!_text.IsGiven(parseResult))
            throw new InputException($"{loaded.Model.Name} takes texts: give one with --text, in place of --data and --sample, and its tokenizer with --tokenizer.");
        var stream = loaded.Stream("bmlp explain");
        var tokenizer = Data.Tokenizer(parseResult)!;
        Writer.ThrowUnlessOf(loaded.Model, tokenizer, loaded.Weights.Provenance);
        var names = new TokenNames(tokenizer);
        if (_text.IsOfWeights(parseResult))
            return OfWeights(parseResult, status, loaded, new StreamAnalysis(loaded.Weights, stream), names);
        var (tokens, position) = _text.Read(parseResult, loaded.Model, tokenizer);
        var explanation = status.While($"reading {loaded.Model.Name}", () =>
        {
            var analysis = new StreamAnalysis(loaded.Weights, stream);
            var (token, against) = _class.Words(parseResult);
            var direction = TextOptions.DirectionOf(names, token, against, () => analysis.MostProbable(tokens, position), analysis.Outputs);
            return new ShownText(analysis.Explain(tokens, position, direction, _text.Checks(parseResult)), analysis, names.Texts, parseResult.GetResult(_keep) is { Implicit: false } ? parseResult.GetValue(_keep)!.Value : DefaultTextKeep);
        });
        var tree = _text.Tree(parseResult) is { } budget
            ? status.While("growing the tree", () => explanation.Analysis.Tree(tokens, position, explanation.Explanation.Direction, budget: budget))
            : null;
        if (Find(parseResult) is { } page)
            status.While("drawing the page", () => ExplanationReport.Write(page, explanation.Explanation, explanation.Analysis, names.All, explanation.Leading.Count, tree));
        if (parseResult.GetValue(_json))
            TextExplanationJson.Write(loaded.Model.Name, explanation, tree);
        else
            TextExplanationText.Write(explanation, tree);
        if (Find(parseResult) is { } written)
            Written.Say(status, written);
        return ExitCode.Success;
    }

    private int OfWeights(ParseResult parseResult, StatusLine status, LoadedModel loaded, StreamAnalysis analysis, TokenNames names)
    {
        var (token, against) = _class.Words(parseResult);
        var direction = TextOptions.DirectionOf(names, token, against, () => throw new InvalidOperationException("--class is asked for where there is no text."), analysis.Outputs);
        var tree = status.While($"reading {loaded.Model.Name}", () => analysis.Tree(direction, Math.Max(BranchOfWeights, _text.Tree(parseResult)!.Value / 2), _text.Tree(parseResult)!.Value));
        if (parseResult.GetValue(_json))
        {
            Json.Write(json =>
            {
                json.WriteString("model", loaded.Model.Name);
                json.WriteString("direction", direction.Name);
                StreamTreeJson.Write(json, tree);
            });
        }
        else
        {
            new StreamTreeText(new ShownTree(tree, analysis, names.Texts)).Write();
        }

        return ExitCode.Success;
    }

    private int OfSample(ParseResult parseResult, StatusLine status, LoadedModel loaded)
    {
        if (_text.IsGiven(parseResult))
            throw new InputException($"{loaded.Model.Name} takes no texts: say with --data and --sample what is explained.");
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
