using Bilinear.Training;

namespace Bilinear.Data.Files.Tables;

/// <summary>The samples of one part of a table, while its rows go by.</summary>
internal sealed class TableSamples(LossKind loss)
{
    private readonly List<float> _inputs = [];
    private readonly List<int> _labels = [];
    private readonly List<float> _targets = [];

    public int Count { get; private set; }

    public List<float> Inputs => _inputs;

    public void Add(int label, float target)
    {
        Count++;
        if (loss == LossKind.CrossEntropy)
            _labels.Add(label);
        else
            _targets.Add(target);
    }

    public DataSet ToDataSet(string name, DataSchema schema)
    {
        int[] shape = [schema.InputNames.Count];
        var samples = loss == LossKind.CrossEntropy
            ? DataSet.Labelled(name, shape, [.. _inputs], [.. _labels], schema.Classes.Count)
            : DataSet.Regression(name, shape, [.. _inputs], [.. _targets]);
        return samples.With(schema);
    }
}
