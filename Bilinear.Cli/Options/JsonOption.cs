using System.CommandLine;

namespace Bilinear.Cli.Options;

/// <summary><c>--json</c> of a command whose result is one object.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption()
        : base("--json") => Description = "Write one JSON object to standard output instead of text.";
}
