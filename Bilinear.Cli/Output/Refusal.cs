using System.Reflection;
using System.Runtime.CompilerServices;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Cli.Output;

/// <summary>
/// Tells what the user gave wrong from what Bilinear does wrong. Whatever the runtime, or code that is generated for it,
/// throws of .NET's exceptions for a caller's mistake says in a sentence what to do, and what reaches a command's end came
/// from the user. The same exceptions from .NET itself (an index, a key, an empty sequence) are mistakes of Bilinear's.
/// </summary>
internal static class Refusal
{
    private const string Memory = "There is not enough memory for this: use a smaller batch, a smaller model or fewer samples.";

    /// <summary>The assemblies of models that were compiled at run time are called <c>bmlp.Namespace.Model</c>.</summary>
    private const string ModelPrefix = "bmlp.";

    private static readonly string Runtime = typeof(Device).Assembly.GetName().Name!;

    /// <summary>The refusal that an exception is, or carries; null for a mistake of Bilinear's.</summary>
    public static Exception? In(Exception exception) => exception switch
    {
        InputException or IOException or UnauthorizedAccessException or DeviceException or DivergedException or OutOfMemoryException => exception,
        // Threads and reflection only carry what was thrown.
        AggregateException several => several.InnerExceptions.All(inner => In(inner) is not null) ? In(several.InnerExceptions[0]) : null,
        TargetInvocationException or TypeInitializationException => exception.InnerException is { } carried ? In(carried) : null,
        // The compiler's own words for what cannot be, and for a thing used after its end.
        SwitchExpressionException or ObjectDisposedException => null,
        ArgumentException or InvalidOperationException or NotSupportedException or KeyNotFoundException => IsOfTheRuntime(exception) ? exception : null,
        _ => null,
    };

    /// <summary>What it says, without what .NET adds for programmers.</summary>
    public static string Sentence(Exception refusal) => refusal switch
    {
        InsufficientMemoryException => refusal.Message,    // says of what
        OutOfMemoryException => Memory,
        ArgumentException { ParamName: { } parameter } => Before(Before(refusal.Message, Environment.NewLine), $" (Parameter '{parameter}')"),
        _ => refusal.Message,
    };

    private static bool IsOfTheRuntime(Exception exception) =>
        exception.Source is { } source && (source == Runtime || source.StartsWith(ModelPrefix, StringComparison.Ordinal));

    private static string Before(string text, string end) => text.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;
}
