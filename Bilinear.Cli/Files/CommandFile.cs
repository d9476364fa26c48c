using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Files;

/// <summary>A file of a command's call.</summary>
/// <param name="Role">How the user knows it: <c>--out</c>, <c>FILE</c>.</param>
/// <param name="IsOutput">Whether it is written; else it is read.</param>
internal sealed record CommandFile(string Role, string Path, bool IsOutput)
{
    /// <summary>Characters of a path in a message: more than a folder or a file can have in its name.</summary>
    public const int LongestPath = 300;

    public const string ProgramEnding = ".bmlp";

    /// <summary>The weights that the file stands beside; null of a file that the user named.</summary>
    public string? Weights { get; private init; }

    /// <summary>Whether it is a folder of files, which is written as a whole.</summary>
    public bool IsFolder { get; private init; }

    /// <summary>What alone it may replace; null where that is any file.</summary>
    public DerivedFile? Kind { get; init; }

    /// <summary>Whether it is written as .safetensors.</summary>
    public bool IsTensors { get; init; }

    /// <summary>Whether it is written as a program, which alone may look like one.</summary>
    public bool IsProgramText { get; private init; }

    public static bool IsProgram(string path) => path.EndsWith(ProgramEnding, StringComparison.OrdinalIgnoreCase);

    public static CommandFile Input(string role, string path) => new(role, path, IsOutput: false);

    public static CommandFile Output(string role, string path) => new(role, path, IsOutput: true);

    /// <summary>A file of tensors to write, which is .safetensors whatever its name.</summary>
    public static CommandFile Tensors(string role, string path) => Output(role, path) with { IsTensors = true };

    /// <summary>A program to write.</summary>
    public static CommandFile Program(string role, string path) => Output(role, path) with { IsProgramText = true };

    /// <summary>A folder to write, which holds nothing else.</summary>
    public static CommandFile Folder(string role, string path) => new(role, path, IsOutput: true) { IsFolder = true };

    /// <summary>The file that is written beside an output; none beside a device or a pipe.</summary>
    public static IEnumerable<CommandFile> Beside(CommandFile output, DerivedFile kind) => kind.Beside(output.Path) is { } path
        ? [new CommandFile($"{kind.Title} beside {output.Role}", path, IsOutput: true) { Weights = output.Path, Kind = kind }]
        : [];

    public override string ToString() => ForeignText.Shorten(Path, LongestPath) is var path && Weights is null ? $"{Role} {path}" : $"{path} ({Role})";
}
