using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Training;

namespace Bilinear.Cli.Data.Formats;

/// <summary>A folder of pictures by class.</summary>
internal sealed class ImageFormat : DataFormat
{
    public override string Title => "a folder of pictures by class";

    public override bool IsAt(string place) => ImageFolder.IsOne(place);

    public override IEnumerable<string> Files(string place) => ImageFolder.Files(place);

    public override (DataSet Train, DataSet Test) Read(string place, DataRequest request, ModelDescription? model, bool isTrained)
    {
        var (train, test) = ImageFolder.Read(place);
        if (request.Schema is { Classes: { Count: > 0 } known } && !known.SequenceEqual(train.Schema!.Classes))
            throw new InputException($"{place} has the classes {string.Join(", ", train.Schema.Classes)}, and the weights were trained on {string.Join(", ", known)}: a class must have the same number, so give folders of the same names.");
        return (train, test);
    }
}
