using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>The built tool, run as a child process.</summary>
internal static partial class Bmlp
{
    public static readonly string Configuration = typeof(Bmlp).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string Folder => Path.Combine(Repository.Root, "Bilinear.Cli", "bin", Configuration, "net10.0");

    public static string Tool => Path.Combine(Folder, "bmlp.dll");

    /// <summary>Runs it to its end.</summary>
    public static BmlpResult Run(params string[] arguments) => Run(arguments, []);

    /// <param name="variables">Set in its environment; null takes one away.</param>
    public static BmlpResult Run(string[] arguments, (string Name, string? Value)[] variables) => RunIn(null, arguments, variables);

    /// <param name="folder">That it works in; the tests' own if left out.</param>
    /// <param name="variables">Set in its environment; null takes one away.</param>
    public static BmlpResult RunIn(string? folder, string[] arguments, (string Name, string? Value)[] variables)
    {
        BmlpResult? result = null;
        RunWarm(arguments, variables, folder, ref result);
        return result ?? RunToEnd("dotnet", [Tool, .. arguments], variables, folder);
    }

    /// <summary>Runs it in a process that has run other commands before, where this assembly has such processes and that makes no difference.</summary>
    static partial void RunWarm(string[] arguments, (string Name, string? Value)[] variables, string? folder, ref BmlpResult? result);

    /// <summary>Runs a shell that calls it.</summary>
    /// <inheritdoc cref="RunIn"/>
    public static BmlpResult RunBash(string? folder, string[] arguments, (string Name, string? Value)[] variables) => RunToEnd("bash", arguments, variables, folder);

    private static BmlpResult RunToEnd(string program, string[] arguments, (string Name, string? Value)[] variables, string? folder)
    {
        using var process = Start(program, arguments, variables, folder);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Result(process.ExitCode, output, errors.Result);
    }

    /// <param name="errors">All of standard error.</param>
    public static BmlpResult Result(int exitCode, string output, string errors) =>
        new(exitCode, output, WithoutProgress(errors)) { Progress = [.. Progress().Matches(errors).Select(line => line.Value.TrimEnd())] };

    /// <summary>What is left of standard error where nothing takes long: on a machine that has much to do, anything may.</summary>
    public static string WithoutProgress(string errors) => Regex.Replace(errors, "^… .*\n", "", RegexOptions.Multiline);

    /// <summary>Runs it in a terminal of its own: its exit code, and all that the terminal was sent.</summary>
    public static (int ExitCode, string Shown) RunOnTerminal(string arguments, (string Name, string? Value)[] variables)
    {
        const string Script = "/usr/bin/script";
        Assert.SkipUnless(File.Exists(Script), $"There is no {Script} to give the tool a terminal.");
        var start = new ProcessStartInfo(Script, ["-qec", $"dotnet {Tool} {arguments}", "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var shown = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, shown);
    }

    /// <summary>Starts it; standard output and error are to be read by the caller.</summary>
    public static Process Start(string[] arguments, (string Name, string? Value)[] variables, string? folder = null) => Start("dotnet", [Tool, .. arguments], variables, folder);

    private static Process Start(string program, string[] arguments, (string Name, string? Value)[] variables, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    [GeneratedRegex("^… .*\\n", RegexOptions.Multiline)]
    private static partial Regex Progress();
}

/// <param name="Output">All of standard output.</param>
/// <param name="Errors">All of standard error but the lines that say what takes long.</param>
internal sealed record BmlpResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Those lines.</summary>
    public IReadOnlyList<string> Progress { get; init; } = [];

    public bool Equals(BmlpResult? other) => other is not null && (ExitCode, Output, Errors) == (other.ExitCode, other.Output, other.Errors);

    public override int GetHashCode() => HashCode.Combine(ExitCode, Output, Errors);
}
