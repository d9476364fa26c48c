using System.Runtime.InteropServices;

namespace Bilinear.Cli;

/// <summary>
/// Ctrl-C, a terminal that is closed, and what a system sends to end a program: once there is something to stop, the first asks
/// it to stop at its next good moment, and the second ends the program at once.
/// </summary>
/// <remarks>
/// It is made before a device is looked for: drivers come with handlers of their own (LLVM's, in PoCL), which pass a signal
/// on to those that they found, and otherwise end the program.
/// </remarks>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _isListening;

    public StopSignal() => _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    private static PosixSignal[] Signals => [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <summary>The exit code of the first signal that came; zero before one came.</summary>
    public int ExitCode { get; private set; }

    /// <summary>From now on the first signal cancels; until now it has ended the program.</summary>
    public CancellationToken Listen()
    {
        _isListening = true;
        return _source.Token;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = _isListening && !_source.IsCancellationRequested;
        if (!_isListening)
            Console.Error.WriteLine("stopped before it began: nothing is written");
        if (!context.Cancel)
            return;
        ExitCode = Output.ExitCode.Of(context.Signal);
        _source.Cancel();
    }
}
