using System.Diagnostics;

namespace Bilinear.Testing;

/// <summary>A command of the system, for what the framework cannot do: pipes, devices, owners.</summary>
public static class Shell
{
    /// <summary>Its output; null where there is no such command, or it fails.</summary>
    public static string? Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
