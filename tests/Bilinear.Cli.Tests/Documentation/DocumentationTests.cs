using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Documentation;

/// <summary>
/// Every command of the documentation is run, with the tool that was built, as its <see cref="Reader"/> would. Marks behind the
/// language of a block say what is special: <c>clone</c>, it is run in a clone of the repository; <c>mnist</c>, it needs MNIST,
/// and is run where BILINEAR_DATA is set, with one epoch where it says more; <c>checkpoints</c>, it needs the models that language-models.md downloads, which lie there too; <c>network</c>, it would
/// download something, and only its usage is checked. <c>dotnet test</c>, which runs this, is not a command of the pages but of their text.
/// The pages stand in several classes, since tests of one class run one after the other.
/// </summary>
public sealed class DocumentationTests(TrainedDigits digits)
{
    public static TheoryData<string> Pages => ["docs/cli.md", "docs/explain.md", "docs/ablation.md", "docs/masks.md", "docs/cp.md", "docs/bottleneck.md", "docs/activations.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_Work(string name) => Follow(name, digits);

    [Theory]
    [InlineData("docs/cli.md")]
    [InlineData("docs/language-models.md")]
    public void CommandsOnCheckpoints_Work(string name)
    {
        var data = Environment.GetEnvironmentVariable("BILINEAR_DATA");
        Assert.SkipWhen(data is null, "BILINEAR_DATA is not set: it names the folder that holds stories260K/ and tinystories-656k/.");

        using var reader = new Reader(digits);
        foreach (var checkpoint in new[] { "stories260K", "tinystories-656k" })
            Directory.CreateSymbolicLink(reader[checkpoint], Path.Combine(data!, checkpoint));
        var page = Page.Read(name);
        foreach (var block in page.Blocks.Where(block => block.Marks.Contains("checkpoints")))
            reader.Follow(page, block);
    }

    /// <summary>All of the page, so that numpy reads what the tool has written, and the tool what numpy has.</summary>
    [Fact]
    public void PageOnPython_Works()
    {
        Assert.SkipWhen(Python.WithNumpy is null, Python.WhyNone);

        using var reader = new Reader(digits);
        Prepare(reader, "docs/python.md");
        var page = Page.Read("docs/python.md");
        Assert.Equal(2, page.Blocks.Count(block => block.Text.Contains("python3 ", StringComparison.Ordinal)));
        foreach (var block in page.Blocks)
            reader.Follow(page, block);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    [MemberData(nameof(DocumentationOfTrainingTests.Pages), MemberType = typeof(DocumentationOfTrainingTests))]
    [MemberData(nameof(DocumentationOfUseTests.Pages), MemberType = typeof(DocumentationOfUseTests))]
    public void CommandsThatDownload_AreKnownToTheTool(string name)
    {
        foreach (var command in Page.Read(name).Blocks.Where(block => block.Marks.Contains("network")).SelectMany(block => block.Text.Split('\n')).Where(line => line.StartsWith("bmlp ", StringComparison.Ordinal)))
        {
            // A wrong name of a command or an option is wrong usage; help is not, and downloads nothing.
            var result = Bmlp.Run([.. command.Split(' ').Skip(1).TakeWhile(word => !word.StartsWith('-')), "--help"]);
            Assert.True(Regex.IsMatch(result.Output, $@"^ +bmlp {command.Split(' ')[1]}\b", RegexOptions.Multiline), $"{name}: {command}\n{result.Output}");
            Assert.All(command.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains(option, result.Output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void EveryCommandAndOption_HasItsPlaceInThePageOfTheTool()
    {
        var text = Page.Read("docs/cli.md").Text;
        var commands = Commands("");

        Assert.NotEmpty(commands);
        var common = Options(Bmlp.Run("--help").Output);
        Assert.Contains("--quiet", common);
        Assert.Contains("--quiet", text[text.IndexOf("## What holds for all commands", StringComparison.Ordinal)..text.IndexOf("## check", StringComparison.Ordinal)], StringComparison.Ordinal);
        foreach (var command in commands)
        {
            var section = Regex.Match(text, $@"^## {command}\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
            Assert.True(section.Success, $"docs/cli.md has no section on `{command}`.");
            Assert.All(Options(Bmlp.Run([.. command.Split(' '), "--help"]).Output).Except(common), option => Assert.True(section.Value.Contains(option, StringComparison.Ordinal), $"docs/cli.md does not say `{option}` in the section on `{command}`."));
        }
    }

    private static IEnumerable<string> Options(string help) => [.. Regex.Matches(Section(help, "Options:"), @"(?<=^  (-\S, )*)--[\w-]+", RegexOptions.Multiline).Select(match => match.Value)];

    /// <summary>The commands that the help shows; in place of one that is made of others, those.</summary>
    private static IEnumerable<string> Commands(string above)
    {
        var help = Bmlp.Run([.. above.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Output;
        var names = Regex.Matches(help[help.IndexOf("Options:", StringComparison.Ordinal)..help.IndexOf("Examples:", StringComparison.Ordinal)], "^  ([a-z]+) ", RegexOptions.Multiline);
        return names.Select(match => $"{above} {match.Groups[1].Value}".Trim()).SelectMany(name => name == "study" ? Commands(name) : [name]);
    }

    /// <summary>Follows a page from top to bottom.</summary>
    internal static void Follow(string name, TrainedDigits digits)
    {
        using var reader = new Reader(digits);
        Prepare(reader, name);
        var page = Page.Read(name);
        foreach (var block in page.Blocks.Where(block => !block.Marks.Any(mark => mark is "mnist" or "checkpoints" or "network")))
            reader.Follow(page, block);
    }

    /// <summary>What a page of the tool takes as given: programs, and tensors to run them on.</summary>
    internal static void Prepare(Reader reader, string page)
    {
        if (page is "README.md" or "docs/getting-started.md" or "docs/serving.md" or "docs/toy-language.md")
            return;
        foreach (var program in new[] { "digits", "mnist" })
            File.Copy(Repository.Program(program), reader[program + ".bmlp"]);
        Tensors.Write(reader["images.safetensors"], ("input", [3, 8, 8]), ("target", [3]));
        Tensors.Write(reader["others.safetensors"], ("input", [3, 8, 8]));
        Tensors.Write(reader["torch.safetensors"], ("model.embed.weight", [64, 64]), ("model.body.weight", [128, 64]), ("model.unembed.weight", [10, 64]));
        Tensors.Write(reader["apart.safetensors"], ("embed.weight", [64, 64]), ("mlp.left", [64, 64]), ("mlp.right", [64, 64]), ("head.weight", [10, 64]));
    }

    private static string Section(string help, string title)
    {
        var start = help.IndexOf(title, StringComparison.Ordinal);
        Assert.True(start >= 0, help);
        var end = help.IndexOf("\n\n", start, StringComparison.Ordinal);
        return end < 0 ? help[start..] : help[start..end];
    }
}
