using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Generating;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data.Text;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Texts;

/// <summary>Lets a language model go on with a text.</summary>
internal sealed class GenerateCommand : ToolCommand
{
    private const double UsualTemperature = 0.8;
    private const double UsualTopP = 0.95;

    private readonly ModelOptions _model = new();
    private readonly WeightsOptions _weights = new();
    private readonly TokenizerOption _tokenizer = new();
    private readonly TextOption _prompt = new("--prompt") { Description = "The beginning of the text; the tokenizer's start token alone, or its end token, if left out.", HelpName = "TEXT" };
    private readonly NumberOption<int> _tokens = new("--tokens", 1) { Description = "The most new tokens; until the text ends, or the context is full, if left out." };
    private readonly DecimalOption _temperature = new("--temperature", "0.8", least: 0) { Description = "What logits are divided by; at 0 the most probable token is always taken. 0.8 if left out.", HelpName = "T" };
    private readonly DecimalOption _topP = new("--top-p", "0.95", least: 0) { Description = "Choose among the most probable tokens that have this probability together; 1 for all. 0.95 if left out.", HelpName = "P" };
    private readonly NumberOption<ulong> _seed = new("--seed", 0) { Description = "Decides the choices; 0 if left out.", HelpName = "S" };
    private readonly DeviceChoice _device = new();
    private readonly JsonOption _json = new();

    public GenerateCommand()
        : base("generate", "Go on with a text, token by token. The same words, seed and weights give the same text.",
            "bmlp generate stories.bmlp --weights stories.safetensors --tokenizer tokenizer.json --prompt \"Once upon a time\"",
            "bmlp generate stories.bmlp --weights stories.safetensors --tokenizer tokenizer.json --temperature 0 --tokens 100")
    {
        _topP.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is 0 or > 1)
                result.Say($"{_topP.Name} takes a probability above 0 and up to 1, such as 0.95, and was given `{ForeignText.Shorten(text)}`.");
        });
        _model.AddTo(this);
        _weights.AddTo(this);
        foreach (var option in new Option[] { _tokenizer, _prompt, _tokens, _temperature, _topP, _seed })
            Add(option);
        _device.AddTo(this);
        Add(_json);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) => [_model.File(parseResult), _weights.File(parseResult), .. _tokenizer.Files(parseResult)];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        using var stop = new StopSignal();
        var weights = _weights.Open(parseResult);
        var model = CompiledModel.Load(_model.Read(parseResult), status, weights);
        var writer = new Writer(model, _tokenizer.Load(parseResult), weights.Metadata?.Provenance);
        var prompt = writer.Read(parseResult.GetValue(_prompt));
        var sampler = new TokenSampler(parseResult.GetValue(_temperature) ?? UsualTemperature, parseResult.GetValue(_topP) ?? UsualTopP, parseResult.GetValue(_seed) ?? 0);
        using var device = _device.Open(parseResult);
        using var parameters = weights.Load(model, device);
        using var generation = parameters.OpenGeneration();

        var isJson = parseResult.GetValue(_json);
        var written = writer.Write(generation, prompt, sampler, parseResult.GetValue(_tokens), text =>
        {
            // A carriage return of the model's would act on a terminal.
            if (!isJson)
                Console.Out.Write(ForeignText.CleanLines(text));
        }, stop.Listen());
        if (isJson)
            Json.Write(written.Write);
        else
            Console.Out.WriteLine();
        status.Say($"{written}");
        return stop.ExitCode;
    }
}
