using System.Diagnostics;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>PyTorch, in a process of its own that is built when it is first needed; it speaks as peer/Program.cs says.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../peer"));
    private static readonly string Assembly = Path.Combine(Folder, "bin/Release/net10.0/Peer.dll");

    private readonly Process _process;

    private Peer(Process process, string name) => (_process, Name) = (process, name);

    /// <summary>With its version.</summary>
    public string Name { get; }

    /// <summary>Null, and a line that says why, where there is none.</summary>
    public static Peer? Start()
    {
        if (!IsBuilt() && !Build())
            return Without($"{Folder} could not be built.");
        var process = Process.Start(new ProcessStartInfo("dotnet", [Assembly]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var peer = process.StandardOutput.ReadLine() is { } name ? new Peer(process, name) : null;
        if (peer is null)
            process.Dispose();
        return peer ?? Without("it ended at its start; what it said stands above.");
    }

    /// <summary>PyTorch's side of a case; one is open at a time.</summary>
    public IMeasured Open(string request, int threads)
    {
        Ask($"open {request} threads={threads}");
        return new PeerWork(this);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Peer? Without(string why)
    {
        Console.Error.WriteLine($"PyTorch's side is left out: {why}");
        return null;
    }

    private static bool IsBuilt() => File.Exists(Assembly) && Directory.EnumerateFiles(Folder, "*.cs*", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(Folder, path).StartsWith("obj", StringComparison.Ordinal))
        .All(path => File.GetLastWriteTimeUtc(path) <= File.GetLastWriteTimeUtc(Assembly));

    private static bool Build()
    {
        Console.Error.WriteLine("Building PyTorch's side: its native parts, half a gigabyte, are fetched the first time.");
        var build = new ProcessStartInfo("dotnet", ["build", Folder, "-c", "Release", "--nologo", "-v", "q"]) { RedirectStandardOutput = true };
        using var process = Process.Start(build)!;
        Console.Error.Write(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        // An incremental build may have found nothing to do.
        if (process.ExitCode == 0) File.SetLastWriteTimeUtc(Assembly, DateTime.UtcNow);
        return process.ExitCode == 0;
    }

    private string Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        var answer = _process.StandardOutput.ReadLine() ?? throw new IOException($"PyTorch's side ended at \"{request}\".");
        return answer.StartsWith("error ", StringComparison.Ordinal) ? throw new IOException($"PyTorch's side, asked \"{request}\": {answer[6..]}") : answer;
    }

    private sealed class PeerWork(Peer peer) : IMeasured
    {
        public double Run(int times) => double.Parse(peer.Ask($"run {times}"));

        public string? Accuracy => peer.Ask("accuracy") is { Length: > 0 } accuracy ? accuracy : null;

        public void Dispose() => peer.Ask("close");
    }
}
