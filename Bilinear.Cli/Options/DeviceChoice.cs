using System.CommandLine;
using Bilinear.Cli.Output;
using Bilinear.Devices;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary>What a command runs on: <c>--device</c>, <c>--threads</c>.</summary>
internal sealed class DeviceChoice
{
    private static readonly string[] Kinds = ["auto", "cpu", "cuda", "opencl", "simulator"];

    private readonly Option<string> _device = new("--device") { Description = "auto, cpu, cuda, opencl or simulator, with a number where there are several: cuda:1.", HelpName = "DEVICE", DefaultValueFactory = _ => "auto" };
    private readonly NumberOption<int> _threads = new("--threads", 1, DeviceOptions.MostThreads) { Description = "Threads of the CPU; one per core if left out. Results do not depend on it." };

    public DeviceChoice() => _device.Validators.Add(result =>
    {
        if (result.Tokens is not [{ Value: var text }])
            return;
        var parsed = Parse(text);
        if (parsed is null)
            result.Say($"There is no device `{ForeignText.Shorten(text)}`: it is auto, cpu, cuda, opencl or simulator, with a number where there are several, such as cuda:1.{Meant(text.Split(':')[0])}");
        else if (parsed is { Kind: DeviceKind.Cpu, Index: > 0 })
            result.Say($"There is no device `{ForeignText.Shorten(text)}`: all of the CPU is cpu, or cpu:0, and --threads limits it.");
    });

    public void AddTo(Command command)
    {
        command.Add(_device);
        command.Add(_threads);
    }

    /// <exception cref="DeviceException">There is no such device.</exception>
    public Device Open(ParseResult parseResult) => Open(parseResult, parseResult.GetValue(_threads) ?? 0);

    /// <summary>Opens the CPU so many times, each with its share of the threads; of a GPU, which runs one thing at a time anyway, one alone.</summary>
    /// <inheritdoc cref="Open(ParseResult)"/>
    public IReadOnlyList<Device> OpenShares(ParseResult parseResult, int shares)
    {
        var threads = parseResult.GetValue(_threads) ?? Environment.ProcessorCount;
        var first = Open(parseResult, Math.Max(1, threads / shares));
        return first.Kind == DeviceKind.Cpu ? [first, .. Enumerable.Range(1, shares - 1).Select(_ => Open(parseResult, Math.Max(1, threads / shares)))] : [first];
    }

    private Device Open(ParseResult parseResult, int threads)
    {
        var (kind, index) = Parse(parseResult.GetValue(_device)!)!.Value;
        return Device.Open(kind, new DeviceOptions { Index = index, Threads = threads });
    }

    private static string Meant(string kind) => kind.Equals("gpu", StringComparison.OrdinalIgnoreCase)
        ? " A GPU is cuda or opencl, and auto takes one where there is one."
        : Suggestion.For(kind, Kinds);

    private static (DeviceKind Kind, int? Index)? Parse(string text)
    {
        var words = text.Split(':');
        DeviceKind? kind = words[0].ToLowerInvariant() switch
        {
            "auto" => DeviceKind.Auto,
            "cpu" => DeviceKind.Cpu,
            "cuda" => DeviceKind.Cuda,
            "opencl" => DeviceKind.OpenCl,
            "simulator" => DeviceKind.Simulator,
            _ => null,
        };
        return (kind, words) switch
        {
            (null, _) => null,
            ({ } known, [_]) => (known, null),
            (not DeviceKind.Auto and { } known, [_, var number]) when int.TryParse(number, out var index) && index >= 0 => (known, index),
            _ => null,
        };
    }
}
