using System.ComponentModel;
using System.Diagnostics;

namespace Bilinear.Testing;

/// <summary>A Python with numpy, which runs what the documentation shows.</summary>
public static class Python
{
    public const string WhyNone = "There is no Python with numpy (package python3-numpy) to run what the documentation shows.";

    private static readonly Lazy<string?> Found = new(() => new[] { "python3", "/usr/bin/python3", "python" }.FirstOrDefault(HasNumpy));

    /// <summary>The program; null where there is none.</summary>
    public static string? WithNumpy => Found.Value;

    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static bool HasNumpy(string python)
    {
        try
        {
            return Run(python, "-c", "import numpy").ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }
}
