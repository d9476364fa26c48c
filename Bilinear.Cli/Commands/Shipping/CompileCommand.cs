using System.CommandLine;
using Bilinear.Artefacts;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data.Files;
using Bilinear.Serialization;
using Bilinear.Serialization.Files;
using Bilinear.Spectral;
using Bilinear.Spectral.Saved;
using Bilinear.Spectral.Truncating;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Shipping;

/// <summary>Compiles a few eigenvectors of each output into one C# file that needs nothing of ours.</summary>
internal sealed class CompileCommand : ToolCommand
{
    private const string Ending = ".cs";

    private readonly WeightsArgument _files = new();
    private readonly ModelOptions _model = new();
    private readonly WeightsOptions _weights = new();
    private readonly DataOptions _data = new(isRequired: false);
    private readonly PortOption _port = new();
    private readonly DeviceChoice _device = new();
    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = "How many eigenvectors each output keeps; all that there are if left out, for a truncated model and for spectra.", HelpName = "K" };
    private readonly RuleOption _rule = new("if left out magnitude, and for spectra the rule in whose order they are");
    private readonly Option<string> _name = new("--name") { Description = "The name of the class, and of its file.", HelpName = "NAME", Required = true };
    private readonly Option<string> _namespace = new("--namespace") { Description = "The namespace of the class; none if left out.", HelpName = "N", DefaultValueFactory = _ => "" };
    private readonly Option<string> _out = new("--out") { Description = "The folder that gets the file.", HelpName = "DIR", Required = true };

    public CompileCommand()
        : base("compile", "Compile a few eigenvectors of each output into one C# file without dependencies: scores, the answer, and what it is made of. With --data, it says what is lost.",
            "bmlp compile mnist.safetensors --keep 8 --name DigitReader --data mnist --out src",
            "bmlp compile mnist.spectra.safetensors --keep 8 --name DigitReader --namespace Readers --out src",
            "bmlp compile top8.safetensors --name DigitReader --out src")
    {
        _name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && ArtefactName.WhyNot(name) is { } reason)
                result.Say($"--name {ForeignText.Shorten(name)} {reason}. Give another, such as DigitReader.");
        });
        _namespace.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: { Length: > 0 } name }] && !ArtefactName.IsNamespace(name))
                result.Say($"--namespace {ForeignText.Shorten(name)} is no namespace of C#: give another, such as Company.Readers.");
        });
        _files.AddTo(this);
        foreach (var option in new Option[] { _keep, _name, _namespace, _out })
            Add(option);
        _rule.AddTo(this);
        _data.AddTo(this);
        _port.AddTo(this);
        _model.AddChoiceTo(this);
        _weights.AddReadingTo(this);
        _device.AddTo(this);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
    [
        .. _files.Files(parseResult), .. _data.Files(parseResult),
        CommandFile.Output(_out.Name, Code(parseResult)), CommandFile.Output(_out.Name, ArtefactFiles.ResourceOf(Code(parseResult))),
    ];

    private string Code(ParseResult parseResult) => Path.Combine(parseResult.GetValue(_out)!, parseResult.GetValue(_name)! + Ending);

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var code = Code(parseResult);
        if (FilePlace.Of(code) is { Kind: FileKind.Regular, Path: var there } && !ArtefactText.IsOne(there))
            throw new InputException($"{code} would be replaced, and is no artefact that Bilinear wrote: choose another --name or folder.");
        foreach (var path in (string[])[code, ArtefactFiles.ResourceOf(code)])
        {
            if (FilePlace.Of(path).Kind == FileKind.Stream)
                throw new InputException($"{path} is a device or a pipe, where a file of the artefact belongs: choose another --name or folder.");
        }

        var written = ArtefactFiles.Write(Facts(parseResult, status), code);
        Written.Say(status, [.. written]);
        if (written is [_, var resource])
            status.Say($"note: its numbers are too large for a source file, so they are in {ForeignText.Clean(resource)}: add <EmbeddedResource Include=\"{Path.GetFileName(resource)}\" LogicalName=\"{Path.GetFileName(resource)}\" /> to the project");
        return ExitCode.Success;
    }

    private ArtefactFacts Facts(ParseResult parseResult, StatusLine status)
    {
        var (program, path) = _files.Read(parseResult);
        if (!HoldsSpectra(path))
            return OfWeights(program, path, parseResult, status);
        return program is null
            ? OfSpectra(path, parseResult, status)
            : throw new InputException($"{path} holds spectra, which carry their program: leave {program} out.");
    }

    private static bool HoldsSpectra(string path)
    {
        using var file = TensorFiles.Open(path);
        return file is SafeTensorsFile ours && SpectraFile.IsOne(ours);
    }

    private ArtefactFacts OfWeights(string? program, string path, ParseResult parseResult, StatusLine status)
    {
        var weights = _weights.Open(parseResult, path);
        using var loaded = new LoadedModel(_model.Read(parseResult, program, weights), weights, isCached: true, () => _device.Open(parseResult), status);
        var data = _data.Find(parseResult, loaded.Model, status, loaded.Schema);
        var port = _port.Read(parseResult, loaded.Model);
        var (terms, remarks) = new WeightsArtefact(loaded, weights, _rule.Read(parseResult, data), parseResult.GetValue(_keep), port, data, status).Read();
        return Facts(parseResult, path, loaded.Model, port ?? 0, terms, remarks);
    }

    private ArtefactFacts OfSpectra(string path, ParseResult parseResult, StatusLine status)
    {
        var spectra = new SpectraArtefact(path, _port.Name(parseResult));
        var (terms, remarks) = spectra.Read(_rule.Read(parseResult), parseResult.GetValue(_keep), kept => Measured(kept, spectra, parseResult, status));
        return Facts(parseResult, path, spectra.Model, spectra.Port, terms, remarks);
    }

    private ArtefactFacts Facts(ParseResult parseResult, string path, ModelDescription model, int port, KeptTerms terms, IReadOnlyList<string> remarks) =>
        new(parseResult.GetValue(_name)!, parseResult.GetValue(_namespace)!, model.Name, Path.GetFileName(path), model.Inputs[0], model.Outputs[port], terms, remarks);

    private IEnumerable<string> Measured(KeptTerms terms, SpectraArtefact spectra, ParseResult parseResult, StatusLine status) =>
        _data.Find(parseResult, spectra.Model, status) is { } data ? Measurement.Of(terms, spectra.Model, spectra.Port, data.Test, status) : [];
}
