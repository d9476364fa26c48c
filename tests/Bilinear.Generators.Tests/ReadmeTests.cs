using System.Text.RegularExpressions;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Tests;

/// <summary>What the README shows is true: its program, its error, its code, and the code that it says is generated.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
    private static readonly string Program = Blocks("bmlp").Single();

    [Fact]
    public void Program_IsTheExample() =>
        Assert.Equal(Uncommented(File.ReadAllText(Path.Combine(Repository.Root, "examples", "Digits", "digits.bmlp"))), Uncommented(Program));

    [Fact]
    public void Example_IsTheProgramOfTheLanguage() =>
        Assert.Equal(File.ReadAllText(Repository.Program("digits")), File.ReadAllText(Path.Combine(Repository.Root, "examples", "Digits", "digits.bmlp")));

    [Fact]
    public void Error_IsTheOneShown()
    {
        var run = GeneratorRun.Of(("digits.bmlp", Program.Replace("|> head", "|> haed", StringComparison.Ordinal)));

        var place = run.Result.Diagnostics.Single().Location.GetLineSpan().StartLinePosition;
        var text = $"digits.bmlp({place.Line + 1},{place.Character + 1}): error {run.Result.Diagnostics.Single().Id}: {run.Result.Diagnostics.Single().GetMessage()}";
        Assert.Contains(text, Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_CompilesAndRuns()
    {
        var code = Blocks("csharp").First();
        var usings = string.Join("\n", code.Split('\n').Where(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=')));
        var body = code[(code.IndexOf("var (train", StringComparison.Ordinal))..];
        var run = GeneratorRun.Of(
            $"{usings}\nusing System;\npublic static class Readme {{ public static void Run() {{\n{body}\n}} }}", [("digits.bmlp", Program)]);
        Assert.Empty(run.BuildErrors());

        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        System.Reflection.Assembly.Load(image.ToArray()).GetType("Readme")!.GetMethod("Run")!.Invoke(null, null);
    }

    [Fact]
    public void GeneratedCode_IsAsShown()
    {
        var generated = GeneratorRun.Of(("digits.bmlp", Program)).Result.GeneratedSources.Select(source => Trimmed(source.SourceText.ToString())).ToList();

        string[] shown = [Blocks("csharp").Last(), .. Blocks("csharp", Document("architecture.md"))];
        Assert.Equal(3, shown.Length);
        Assert.All(shown, code => Assert.Contains(generated, source => source.Contains(Trimmed(code), StringComparison.Ordinal)));
    }

    [Fact]
    public void CodeOnGpus_Compiles()
    {
        var blocks = Blocks("csharp", Document("gpu.md")).ToList();
        var code = $"using System;\nusing Bilinear.Devices;\nusing Bilinear.Kernels;\npublic static class Opening {{ public static void Run() {{\n{blocks[0]}\n}} }}\n{blocks[1]}";

        Assert.Equal(2, blocks.Count);
        Assert.Empty(GeneratorRun.Of(code, []).BuildErrors());
    }

    private static string Document(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    private static string Trimmed(string code) => string.Join("\n", code.Trim().Split('\n').Select(line => line.Trim()));

    private static IEnumerable<string> Blocks(string language) => Blocks(language, Readme);

    private static IEnumerable<string> Blocks(string language, string text) =>
        Fence().Matches(text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    private static IEnumerable<string> Uncommented(string program) => program.Split('\n')
        .Select(line => line.TrimStart().StartsWith("///", StringComparison.Ordinal) ? line : line.Split("//")[0].TrimEnd()).Where(line => line.Length > 0);

    [GeneratedRegex(@"^```(\w*)[^\n]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
