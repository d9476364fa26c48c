using System.Diagnostics;

namespace Bilinear.Runtime.Tests;

/// <summary>Runs some of these tests in a process of their own: for what must hold of a fresh one, or under another environment.</summary>
internal static class FreshProcess
{
    /// <summary>Fails with the process's output unless all tests that <paramref name="arguments"/> choose pass, and there are some.</summary>
    public static async Task RunTests(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FreshProcess).Assembly.Location, "-noColor", .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0 && output.Contains("Errors: 0, Failed: 0, Skipped: 0, Not Run: 0") && !output.Contains("Total: 0"), output);
    }
}
