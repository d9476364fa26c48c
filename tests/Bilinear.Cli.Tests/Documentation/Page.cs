using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Documentation;

/// <summary>A fenced block of a page: <c>```sh mnist</c> has the language sh and the mark mnist.</summary>
/// <param name="Line">Of its first line, counted from one.</param>
internal sealed record Block(string Language, IReadOnlyList<string> Marks, string Text, int Line);

/// <summary>A page of the documentation and its blocks, in their order.</summary>
internal sealed partial record Page(string Name, string Text)
{
    public static Page Read(string name) => new(name, File.ReadAllText(Path.Combine(Repository.Root, name)).ReplaceLineEndings("\n"));

    public IReadOnlyList<Block> Blocks =>
        [.. Fence().Matches(Text).Select(match => new Block(
            match.Groups["language"].Value,
            match.Groups["marks"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            match.Groups["text"].Value,
            Text[..match.Groups["text"].Index].Count(c => c == '\n') + 1))];

    [GeneratedRegex(@"^```(?<language>\w*)(?<marks>[^\n]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
