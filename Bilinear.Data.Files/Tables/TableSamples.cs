using Bilinear.Training;

namespace Bilinear.Data.Files.Tables;

/// <summary>The samples of one part of a table, while its rows go by.</summary>
internal sealed class TableSamples(LossKind loss)
{
    public int Count { get; set; }

    public List<float> Inputs { get; } = [];

    public List<int> Labels { get; } = [];

    public List<float> Targets { get; } = [];

    public DataSet ToDataSet(string name, DataSchema schema)
    {
        int[] shape = [schema.InputNames.Count];
        var samples = loss == LossKind.CrossEntropy
            ? DataSet.Labelled(name, shape, [.. Inputs], [.. Labels], schema.Classes.Count)
            : DataSet.Regression(name, shape, [.. Inputs], [.. Targets]);
        return samples.With(schema);
    }
}
