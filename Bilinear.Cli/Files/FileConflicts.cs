using Bilinear.Cli.Data.Formats;
using Bilinear.Cli.Output;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Files;

/// <summary>Refuses outputs that cannot be written, or would destroy what they should not, and inputs that are not there, before any work is done.</summary>
internal static class FileConflicts
{
    // What opens a file by such an ending reads no .safetensors.
    private static readonly string[] OtherFormats = [".npz", ".npy", ".pt", ".pth", ".csv", ".json", ".html"];

    /// <exception cref="InputException">An output is an input, another output, no place for a file, has the name of a program or of another format, or would replace a program of the user's; or an input is not there.</exception>
    /// <exception cref="IOException">A derived output would replace a file that is not of its kind.</exception>
    public static void Check(IReadOnlyList<CommandFile> files)
    {
        var places = files.Select(file => (File: file, Place: FilePlace.Of(file.Path))).ToList();
        foreach (var (output, place) in places.Where(pair => pair.File.IsOutput))
        {
            var other = places.FirstOrDefault(pair => pair.File != output && pair.Place.IsSameAs(place)).File;
            if (other is not null)
                throw new InputException($"{output} would replace {other}, {(other.IsOutput ? "which this command writes too" : "which it is made from")}: choose another name.");
            if (output.IsFolder && places.FirstOrDefault(pair => pair.Place.Path.StartsWith(Path.Join(place.Path, Path.DirectorySeparatorChar.ToString()), StringComparison.Ordinal)).File is { } within)
                throw new InputException($"{within} lies in {output}, which is written as a whole and holds nothing else: choose another folder.");
            if (!output.IsFolder && (place.Kind == FileKind.Folder || Path.EndsInDirectorySeparator(output.Path)))
                throw new InputException($"{output} is a folder: name a file.");
            if (place.Kind != FileKind.Stream && Path.GetDirectoryName(place.Path) is { } folder && !Directory.Exists(folder))
                throw new InputException(Path.Exists(folder) ? $"{output}: {ForeignText.Clean(folder)} is no folder." : $"{output}: there is no folder {ForeignText.Clean(folder)}. Make it first.");
            if (place.WhyNotWritable() is { } reason)
                throw new InputException($"{output} cannot be written: {reason}.");
            if (output.Weights is null && !output.IsProgramText && CommandFile.IsProgram(output.Path))
                throw new InputException($"{output} would look like a program, and is none: choose another name.");
            if (output.IsProgramText && !CanBeReplacedByProgram(place))
                throw new InputException($"{output} would be replaced, and is no program that Bilinear wrote, or has been changed since: choose another name, or move it away.");
            if (output is { IsTensors: false, IsFolder: false, Weights: null } && place.Kind != FileKind.Stream && output.Path.EndsWith(TensorFormat.Ending, StringComparison.OrdinalIgnoreCase))
                throw new InputException($"{output} would be taken for tensors by its name, and is none: choose another name.");
            if (output.IsTensors && place.Kind != FileKind.Stream && OtherFormats.FirstOrDefault(ending => output.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } ending)
                throw new InputException($"{output} would be taken for {ending} by its name, and tensors are written as .safetensors: name it .safetensors.");
            output.Kind?.CheckPlaceBeside(output.Weights!);
        }

        if (places.FirstOrDefault(pair => !pair.File.IsOutput && pair.Place.Kind == FileKind.None).File is { } missing)
            throw new InputException($"{missing}: there is no such file.");
    }

    /// <summary>Whether no program of the user's stands there.</summary>
    public static bool CanBeReplacedByProgram(FilePlace place) => place.Kind != FileKind.Regular || ProgramMark.IsIn(place.Path) || new FileInfo(place.Path).Length == 0;
}
