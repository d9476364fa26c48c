using System.Diagnostics;

namespace Bilinear.Benchmarks.Works;

/// <summary>Another process that takes one core for itself, until it is disposed.</summary>
internal sealed class HeldCore : IDisposable
{
    public const string Command = "hold-core";

    private readonly Process _process;

    public HeldCore()
    {
        var self = new ProcessStartInfo("dotnet", [typeof(HeldCore).Assembly.Location, Command]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(self)!;
        _process.StandardOutput.ReadLine();
    }

    /// <summary>What that process does: it works until its input is closed.</summary>
    public static int Hold()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            Process.GetCurrentProcess().ProcessorAffinity = 1;
        var isHeld = true;
        new Thread(() =>
        {
            Console.In.ReadToEnd();
            Volatile.Write(ref isHeld, false);
        }).Start();
        Console.WriteLine("held");
        while (Volatile.Read(ref isHeld))
        {
        }
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
