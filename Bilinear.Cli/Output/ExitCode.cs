namespace Bilinear.Cli.Output;

/// <summary>How the tool can end. A mistake of its own is none of these: it ends as an unhandled exception does.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A file, a model, data or a device is not what it should be.</summary>
    public const int WrongInput = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>Ctrl-C stopped it, and what it had is written: as shells report a program that a SIGINT ended.</summary>
    public const int Stopped = 130;
}
