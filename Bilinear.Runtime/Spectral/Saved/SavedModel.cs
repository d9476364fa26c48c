using System.Globalization;
using System.Text.RegularExpressions;
using Bilinear.Serialization;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Spectral.Saved;

/// <summary>A model as a file of spectra describes it: enough to read the file, and nothing that could run.</summary>
internal static partial class SavedModel
{
    /// <exception cref="SafeTensorsException">The file holds no spectra, or its metadata are damaged.</exception>
    public static ModelDescription Read(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        if (!SpectraFile.IsOne(file) || ModelMetadata.Read(path, file) is not { } metadata)
            throw new SafeTensorsException(path, "it holds no spectra: `bmlp decompose` writes such a file.");
        var losses = Text(ModelMetadata.LossKey).Split(", ").Select(EnumWords.Parse<LossKind>).ToList();
        var (inputs, outputs) = (Ports(ModelMetadata.InputKey), Ports(ModelMetadata.OutputKey));
        if (inputs is not [var input] || outputs.Count != losses.Count || losses.Contains(null))
            throw new SafeTensorsException(path, "its metadata do not say what goes into the model and comes out of it.");
        return new ModelDescription
        {
            Name = metadata.Model,
            Arguments = metadata.Arguments,
            CanonicalText = metadata.Source,
            LanguageVersion = metadata.LanguageVersion,
            Inputs = [new InputInfo(input.Name, input.Shape)],
            Outputs = [.. outputs.Zip(losses, (output, loss) => new OutputInfo(output.Name, output.Shape, loss!.Value))],
            Parameters = [],
            Forward = _ => throw new InvalidOperationException("A file of spectra has no weights."),
            Step = _ => throw new InvalidOperationException("A file of spectra has no weights."),
        };

        string Text(string key) => file.Metadata.GetValueOrDefault(key) ?? throw new SafeTensorsException(path, $"its metadata lack '{key}': decompose the weights anew.");

        List<(string Name, int[] Shape)> Ports(string key) => [.. Port().Matches(Text(key)).Select(port => (
            port.Groups["name"].Value,
            port.Groups["sizes"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(size => int.TryParse(size, CultureInfo.InvariantCulture, out var number) ? number : throw new SafeTensorsException(path, $"its metadata say a size for '{key}' that is none.")).ToArray()))];
    }

    // image [28, 28], of several (, digit [10], odd [2])
    [GeneratedRegex(@"(?<name>\w+) \[(?<sizes>[\d, ]*)\]")]
    private static partial Regex Port();
}
