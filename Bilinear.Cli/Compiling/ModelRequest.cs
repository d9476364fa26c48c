namespace Bilinear.Cli.Compiling;

/// <summary>What the command line says of a model.</summary>
/// <param name="File">The path of the <c>.bmlp</c> file.</param>
/// <param name="Model">Null where the file has to decide, or the weights.</param>
/// <param name="Arguments">Name and value of each <c>--set</c>, as written.</param>
internal sealed record ModelRequest(string File, string? Model, IReadOnlyList<KeyValuePair<string, string>> Arguments)
{
    /// <summary>The program, where it does not stand in <see cref="File"/>; null where it does.</summary>
    public string? Text { get; init; }
}
