namespace Bilinear.Artefacts;

/// <summary>A mistake in an item of a project. Its message says what to do.</summary>
internal sealed class ItemException(string message) : Exception(message)
{
    /// <summary>The rule of all mistakes of such items; docs/diagnostics has its page.</summary>
    public const string Code = "BMLP0010";
}
