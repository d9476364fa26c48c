using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Comparing;

/// <summary>Compares models by their weights alone; each file says which model it holds, or a program before them does.</summary>
internal sealed class SimilarityCommand : ToolCommand
{
    private const int DefaultKeep = 5;

    private readonly Argument<string[]> _files = new("FILES") { Description = "Two or more .safetensors files: across seeds, or sizes. Before them the .bmlp file of their program, for weights that do not carry one.", Arity = ArgumentArity.OneOrMore };
    private readonly ModelOptions _model = new();
    private readonly WeightsOptions _weights = new();
    private readonly PortOption _port = new();
    private readonly NumberOption<int> _output = new("--output", 0) { Description = "Compare this row of the output only, counted from 0; all of them together if left out." };
    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = "How many eigenvectors of each output are matched.", HelpName = "K", DefaultValueFactory = _ => DefaultKeep };
    private readonly DeviceChoice _device = new();
    private readonly JsonOption _json = new();

    public SimilarityCommand()
        : base("similarity", "Compare models of the same inputs and outputs: as tensors, as functions of Gaussian inputs, and eigenvector by eigenvector.", "bmlp similarity seed0.safetensors seed1.safetensors", "bmlp similarity mnist.bmlp torch.safetensors mnist.safetensors --map 'fc1\\.(.*)=embed.$1'")
    {
        _files.Validators.Add(result =>
        {
            var files = result.Tokens.Select(token => token.Value).ToList();
            if (files.Skip(1).Any(CommandFile.IsProgram))
                result.Say($"One {CommandFile.ProgramEnding} file can be given, before the weights.");
            else if (files.Count(file => !CommandFile.IsProgram(file)) < 2)
                result.Say("Models are compared with each other: give at least two files of weights.");
        });
        Add(_files);
        _model.AddChoiceTo(this);
        _weights.AddReadingTo(this);
        _port.AddTo(this);
        Add(_output);
        Add(_keep);
        _device.AddTo(this);
        Add(_json);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) => parseResult.GetValue(_files)!.Select(file => CommandFile.Input(CommandFile.IsProgram(file) ? "FILE" : _files.Name, file));

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var (given, output) = (parseResult.GetValue(_files)!, parseResult.GetValue(_output));
        var program = CommandFile.IsProgram(given[0]) ? given[0] : null;
        string[] files = [.. given.Where(file => !CommandFile.IsProgram(file))];
        var models = files.Select(file => Read(program, file, parseResult, status)).ToList();
        // Models that cannot be compared are refused before a line is written.
        var matches = status.While("matching eigenvectors", () => Similarity.Match([.. models.Select(model => model.Spectra)]));
        var comparison = new Comparison(files, [.. Pairs(models, output, status)], matches, output, parseResult.GetValue(_keep)!.Value);
        if (parseResult.GetValue(_json))
            ComparisonJson.Write(comparison);
        else
            ComparisonText.Write(comparison, status);
        return ExitCode.Success;
    }

    private static IEnumerable<ComparedPair> Pairs(List<(InputTensor Tensor, EigenSpectra Spectra)> models, int? output, StatusLine status) =>
        from left in Enumerable.Range(0, models.Count)
        from right in Enumerable.Range(left + 1, models.Count - left - 1)
        let one = models[left].Tensor
        let other = models[right].Tensor
        select status.While("comparing tensors", () => new ComparedPair(left, right, Comparison.Cosine(Similarity.Frobenius(one, other, output)), Comparison.Cosine(Similarity.Gaussian(one, other, output))));

    private (InputTensor Tensor, EigenSpectra Spectra) Read(string? program, string path, ParseResult parseResult, StatusLine status)
    {
        var weights = _weights.Open(parseResult, path);
        using var loaded = new LoadedModel(_model.Read(parseResult, program, weights), weights, isCached: true, () => _device.Open(parseResult), status);
        var plan = loaded.Plan(_port.Read(parseResult, loaded.Model)) with { Order = SpectrumOrder.Value, Bias = BiasTreatment.Separate, Keep = parseResult.GetValue(_keep) };
        return status.While($"decomposing {path}", () => (InputTensor.Of(loaded.Weights, plan.Path), loaded.Decompose(plan)));
    }
}
