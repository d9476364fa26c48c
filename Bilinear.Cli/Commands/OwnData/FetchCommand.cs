using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.OwnData;

/// <summary>Fetches a data set from its public mirror.</summary>
internal sealed class FetchCommand : ToolCommand
{
    private readonly Mirror _known;
    private readonly Option<string?> _dataDir = new("--data-dir") { Description = "The folder that gets a folder of its name; the user's cache if left out, which is looked in by itself.", HelpName = "DIR" };
    private readonly Option<Uri?> _mirror = new("--mirror")
    {
        Description = "The address of the folder that has the four files, instead of the public one.",
        HelpName = "URL",
        CustomParser = result => Address(result.Tokens[0].Value) is { } address ? address : Refuse(result),
    };

    public FetchCommand(Mirror known)
        : base(known.Data.Name, $"Download {known.Data.Title}: four files, each checked by its SHA-256. Prints the folder that has them.",
            $"bmlp data {known.Data.Name}", $"bmlp data {known.Data.Name} --data-dir data")
    {
        _known = known;
        Add(_dataDir);
        Add(_mirror);
        Do(Run);
    }

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var root = parseResult.GetValue(_dataDir) ?? DataFolders.Cache
            ?? throw new InputException($"There is nowhere to put {_known.Data.Title}: {UserCache.WhyNone}. Name a folder with --data-dir.");
        var folder = Path.Combine(root, _known.Data.Name);
        using var stop = new StopSignal();
        var cancellationToken = stop.Listen();
        try
        {
            using var download = new Download(_known with { Address = parseResult.GetValue(_mirror) ?? _known.Address }, folder, status);
            download.Run(cancellationToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            status.Say("stopped: what was not whole is gone");
            return stop.ExitCode;
        }
        status.Clear();
        Console.Out.WriteLine(folder);
        return ExitCode.Success;
    }

    // With a slash at its end, so that a file's name goes behind it and not in its last word's place.
    private static Uri? Address(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    private static Uri? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.Say($"--mirror takes an address such as https://example.org/mnist/, and was given `{ForeignText.Shorten(result.Tokens[0].Value)}`.");
        return null;
    }
}
