using System.Diagnostics;
using System.Reflection;
using Bilinear.Testing;

namespace Bilinear.Models.Tests;

/// <summary>An example, run as a user runs it.</summary>
internal static class ExampleRun
{
    private static readonly string Configuration = typeof(ExampleRun).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>What <c>dotnet</c> runs.</summary>
    public static string ProgramOf(string example) => Path.Combine(Repository.Root, "examples", example, "bin", Configuration, "net10.0", example + ".dll");

    /// <summary>Runs an example that neither reads nor writes files of the folder that it is run in.</summary>
    public static (int Code, string Output, string Errors) Of(string example, params string[] arguments) => Of(Repository.Root, example, arguments);

    /// <param name="folder">The folder that it is run in.</param>
    /// <param name="variables">Set in its environment; null takes one away.</param>
    public static (int Code, string Output, string Errors) Of(string folder, string example, string[] arguments, params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [ProgramOf(example), .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
