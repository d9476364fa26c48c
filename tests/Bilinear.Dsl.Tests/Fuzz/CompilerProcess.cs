using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bilinear.Dsl.Tests.Fuzz;

/// <summary>The compiler as a child process: what overflows its stack or hangs there is a failed test, and not the end of all.</summary>
public sealed class CompilerProcess : IDisposable
{
    // Far above what any program here takes on a busy machine; a hang takes longer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private Process _process = Start();

    /// <summary>"ok", or what went wrong. After a hang or a crash the next program gets a new process.</summary>
    public string Compile(string program)
    {
        _process.StandardInput.WriteLine(Convert.ToBase64String(MemoryMarshal.AsBytes(program.AsSpan())));
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLineAsync();
        var isInTime = answer.Wait(Limit);
        if (isInTime && answer.Result is { } said)
            return said;
        Restart();
        return isInTime ? "crashes the process" : $"hangs: nothing after {Limit.TotalSeconds} seconds";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Restart()
    {
        Dispose();
        _process = Start();
    }

    private static Process Start()
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var assembly = Path.Combine(AppContext.BaseDirectory, "Bilinear.Dsl.Fuzz.dll");
        return Process.Start(new ProcessStartInfo(host, [assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }
}
