using System.Diagnostics;
using System.Text.Json;
using Bilinear.Testing;

namespace Bilinear.Models.Tests;

/// <summary>examples/Paper at tiny sizes: every part, whatever the number of threads, and after a kill.</summary>
public sealed class PaperTests : IDisposable
{
    private static readonly string[] Parts = ["eigenvectors", "truncation", "similarity", "regularisation", "tree", "svd", "challenge", "masks", "explain"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void EveryPart_IsOnThePage_AndNoNumberDependsOnThreads()
    {
        var one = Written("one", "--threads", "1");
        var three = Written("three", "--threads", "3");

        Assert.Equal(File.ReadAllBytes(_folder["one/paper.json"]), File.ReadAllBytes(_folder["three/paper.json"]));
        Assert.Equal(File.ReadAllBytes(_folder["one/paper.html"]), File.ReadAllBytes(_folder["three/paper.html"]));
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["one/paper.json"]));
        var parts = json.RootElement.GetProperty("parts");
        Assert.Equal(Parts, parts.EnumerateObject().Select(part => part.Name));
        Assert.All(parts.EnumerateObject().SelectMany(part => part.Value.GetProperty("findings").EnumerateArray()), finding =>
        {
            Assert.NotEqual("", finding.GetProperty("what").GetString());
            Assert.NotEmpty(finding.GetProperty("values").EnumerateArray());
            Assert.Contains(finding.GetProperty("verdict").GetString(), new[] { "met", "missed", "corrected" });
        });
        Assert.Contains("training 30 models, 1 at a time", one, StringComparison.Ordinal);
        Assert.Contains("measuring explain", three, StringComparison.Ordinal);
        var page = File.ReadAllText(_folder["one/paper.html"]);
        Assert.Equal(Parts.Length, page.Split("<section>").Length - 1);
        Assert.Contains("class=\"tree\"", page, StringComparison.Ordinal);

        // What was trained is not trained again, and one part is a page of its own.
        var again = Written("one", "--part", "svd");
        Assert.DoesNotContain("training", again, StringComparison.Ordinal);
        using var svd = JsonDocument.Parse(File.ReadAllText(_folder["one/paper.json"]));
        Assert.Equal(["svd"], svd.RootElement.GetProperty("parts").EnumerateObject().Select(part => part.Name));
        Assert.Equal(parts.GetProperty("svd").GetRawText(), svd.RootElement.GetProperty("parts").GetProperty("svd").GetRawText());
    }

    // SIGKILL leaves nothing of the model in training, or its checkpoint; SIGINT its weights so far too.
    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    public void AStoppedRun_GoesOn_WithTheSameNumbers(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It sends a signal by `kill`.");
        Written("whole", "--part", "masks");
        using (var process = Process.Start(new ProcessStartInfo("dotnet", [ExampleRun.ProgramOf("Paper"), "--quick", "--threads", "1", "--part", "masks", "--out", _folder["killed"]]) { RedirectStandardError = true })!)
        {
            var runs = _folder["killed/runs"];
            while (!process.HasExited && !(Directory.Exists(runs) && Directory.GetFiles(runs, "*.safetensors").Length >= 2))
                Thread.Sleep(1);
            Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
            process.WaitForExit();
        }

        Assert.InRange(Directory.GetFiles(_folder["killed/runs"], "*.safetensors").Length, 2, 7);
        Written("killed", "--part", "masks");

        Assert.Equal(File.ReadAllBytes(_folder["whole/paper.json"]), File.ReadAllBytes(_folder["killed/paper.json"]));
    }

    /// <summary>docs/paper.md is about the run whose numbers are beside it.</summary>
    [Fact]
    public void ThePageOfResults_HasTheNumbersOfItsRun()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "paper.md"));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "paper", "paper.json")));
        Assert.False(json.RootElement.GetProperty("is_quick").GetBoolean());
        foreach (var part in json.RootElement.GetProperty("parts").EnumerateObject())
        {
            Assert.Contains($"## {part.Value.GetProperty("title").GetString()}\n", page, StringComparison.Ordinal);
            Assert.All(part.Value.GetProperty("findings").EnumerateArray(), finding => Assert.Contains(Row(finding), page, StringComparison.Ordinal));
        }

        // A bar within a cell of Markdown is escaped.
        static string Row(JsonElement finding) =>
            $"| {string.Join(" | ", new[] { "what", "measured", "target", "verdict" }.Select(name => finding.GetProperty(name).GetString()!.Replace("|", @"\|", StringComparison.Ordinal)))} |";
    }

    [Fact]
    public void WhatIsNotAsked_IsAUsageError()
    {
        var (code, _, errors) = ExampleRun.Of("Paper", "--part", "hosvd");

        Assert.NotEqual(0, code);
        Assert.Contains("eigenvectors", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Written(string to, params string[] arguments)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("BILINEAR_DATA") is null, "BILINEAR_DATA is not set: it names the folder that holds mnist/ and fashion-mnist/.");
        var (code, output, errors) = ExampleRun.Of("Paper", ["--quick", "--out", _folder[to], .. arguments]);
        Assert.True(code == 0, errors);
        Assert.Contains("paper.json", output, StringComparison.Ordinal);
        return errors;
    }
}
