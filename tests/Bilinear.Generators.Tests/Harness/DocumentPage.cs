using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests.Harness;

/// <summary>A page of docs/ whose C# is one program, cut into blocks that are read from top to bottom.</summary>
internal sealed partial class DocumentPage(string name)
{
    private readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    /// <summary>The contents of the fenced blocks of one language, whatever marks stand behind it.</summary>
    public IEnumerable<string> Blocks(string language) =>
        Fence().Matches(_text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    /// <summary>Builds the page's C# with a program, and runs it.</summary>
    /// <param name="replace">What stands in the tests for something that the page writes in the reader's folders.</param>
    public void Run((string Path, string Text) program, params (string Shown, string Run)[] replace) => Run([program], replace);

    /// <summary>The same with several programs.</summary>
    public void Run((string Path, string Text)[] programs, params (string Shown, string Run)[] replace)
    {
        var code = replace.Aggregate(string.Join("\n", Blocks("csharp")), (text, pair) => text.Replace(pair.Shown, pair.Run, StringComparison.Ordinal));
        var lines = code.Split('\n');
        var usings = lines.Where(line => IsUsing().IsMatch(line)).ToArray();
        var run = GeneratorRun.Of(
            $"{string.Join("\n", usings)}\nusing System;\nusing System.Linq;\npublic static class Page {{ public static void Run() {{\n{string.Join("\n", lines.Where(line => !IsUsing().IsMatch(line)))}\n}} }}",
            programs);
        Assert.Empty(run.BuildErrors());

        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        System.Reflection.Assembly.Load(image.ToArray()).GetType("Page")!.GetMethod("Run")!.Invoke(null, null);
    }

    [GeneratedRegex(@"^```(\w*)[^\n]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex IsUsing();
}
