using Bilinear.Data;

namespace Bilinear.Cli.Data;

/// <summary>What a command line says of its data, and what weights say of those that they were trained on.</summary>
/// <param name="Data">A name, a folder or a file.</param>
/// <param name="Folder">Where names are looked for: <c>--data-dir</c>.</param>
/// <param name="Target">The column that is predicted; null where the weights say it.</param>
/// <param name="Schema">The columns and classes of the data that the weights were trained on; null without.</param>
internal sealed record DataRequest(string Data, string? Folder, string? Target, DataSchema? Schema)
{
    /// <summary>The file of the tokenizer, for texts; null where none is named.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>What is put behind each text that is trained on; null for nothing.</summary>
    public string? Ending { get; init; }

    /// <summary>The file of the texts to test with, where <see cref="Data"/> is a file; null where none is named.</summary>
    public string? Test { get; init; }
}
