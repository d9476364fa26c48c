using System.CommandLine;

namespace Bilinear.Cli.Options;

/// <summary>An option whose value is a text, which may be empty, and as long as it likes to be; others are names, numbers and paths.</summary>
internal sealed class TextOption : Option<string?>
{
    // An empty value behind = is none to the library.
    public TextOption(string name)
        : base(name) => Arity = ArgumentArity.ZeroOrOne;
}
