using System.Runtime.InteropServices;

namespace Bilinear.Cli.Output;

/// <summary>How the tool can end. A mistake of its own is none of these: it ends as an unhandled exception does.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A file, a model, data or a device is not what it should be.</summary>
    public const int WrongInput = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>A signal stopped it, and what it had is written: 128 and the signal's number, as shells report a program that a signal ended.</summary>
    public static int Of(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 128 + 1,
        PosixSignal.SIGINT => 128 + 2,
        PosixSignal.SIGTERM => 128 + 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "It is none of those that stop the tool."),
    };
}
