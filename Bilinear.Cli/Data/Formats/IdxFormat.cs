using Bilinear.Data;
using Bilinear.Training;

namespace Bilinear.Cli.Data.Formats;

/// <summary>A folder with four files such as MNIST's.</summary>
internal sealed class IdxFormat : DataFormat
{
    public override string Title => "a folder of IDX files, as MNIST's";

    public override bool IsAt(string place) => IdxFiles.AnyIn(place);

    public override IEnumerable<string> Files(string place) => Directory.GetFiles(place).Where(file => IdxFiles.IsOne(Path.GetFileName(file)));

    public override (DataSet Train, DataSet Test) Read(string place, DataRequest request, ModelDescription? model, bool isTrained) => DataSet.FromIdx(place);
}
