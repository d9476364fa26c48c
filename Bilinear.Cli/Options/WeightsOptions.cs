using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary>The file of weights that a command reads: <c>--weights</c>, <c>--map</c>, <c>--force</c>.</summary>
internal sealed class WeightsOptions
{
    private readonly Option<string> _weights = new("--weights") { Description = "The .safetensors file of the weights, which says which model it holds, and at which arguments; or PyTorch's .pt, or NumPy's .npz.", HelpName = "FILE", Required = true };
    private readonly Option<string[]> _map = new("--map")
    {
        Description = "Renames tensors of the weights as they are read, so that a PyTorch checkpoint fits: a regular expression for whole names, and what to put in its place, $1 for the first group. Repeatable, one after the other; an empty replacement leaves the tensor out, and two called body.weight[W] and body.weight[V] are stacked.",
        HelpName = "REGEX=REPLACEMENT",
    };
    private readonly Option<bool> _force = new("--force") { Description = "Take weights that another program was trained to, where names and shapes fit." };

    /// <summary>Characters of what is wrong with a pattern, which quotes it.</summary>
    private const int LongestReason = 200;

    public WeightsOptions() => _map.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            try
            {
                _ = new TensorNames([Rule(token.Value)]);
            }
            catch (ArgumentException mistake)
            {
                result.Say($"--map {ForeignText.Shorten(token.Value)}: {ForeignText.Shorten(mistake.Message, LongestReason)}");
            }
        }
    });

    public void AddTo(Command command)
    {
        command.Add(_weights);
        AddReadingTo(command);
    }

    /// <summary>Adds what a command needs that has files of its own.</summary>
    public void AddReadingTo(Command command)
    {
        command.Add(_map);
        command.Add(_force);
    }

    /// <summary>What is read of them.</summary>
    public CommandFile File(ParseResult parseResult) => CommandFile.Input(_weights.Name, parseResult.GetValue(_weights)!);

    /// <exception cref="IOException">The file is not there, or is no <c>.safetensors</c> file.</exception>
    public WeightsSource Open(ParseResult parseResult) => Open(parseResult, parseResult.GetValue(_weights)!);

    /// <inheritdoc cref="Open(ParseResult)"/>
    public WeightsSource Open(ParseResult parseResult, string path) =>
        new(path, new TensorNames((parseResult.GetValue(_map) ?? []).Select(Rule))) { IsForced = parseResult.GetValue(_force) };

    // At the last =: a name holds none, and a pattern may, as in (?=…).
    private static KeyValuePair<string, string> Rule(string text) => text.LastIndexOf('=') is > 0 and var at
        ? KeyValuePair.Create(text[..at], text[(at + 1)..])
        : throw new ArgumentException("It takes REGEX=REPLACEMENT.");
}
