using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Training;

namespace Bilinear.Cli.Data;

/// <summary>The rows of a CSV file, as the weights' own data were read.</summary>
internal sealed class TableInput : IRunInput
{
    private readonly string _path;
    private readonly DataSchema _schema;
    private readonly float[] _inputs;

    private TableInput(string path, DataSchema schema, bool hasTarget) => (_path, _schema, _inputs, HasTarget) = (path, schema, CsvFile.ReadInputs(path, schema), hasTarget);

    public int Samples => _inputs.Length / _schema.InputNames.Count;

    public bool HasTarget { get; }

    /// <summary>A table for weights that know its columns, or a file of tensors.</summary>
    /// <exception cref="InputException">The weights know no columns, the table lacks the target, or it is a picture or a folder.</exception>
    public static IRunInput Open(string path, ModelDescription model, DataSchema? schema, bool needsTarget)
    {
        if (Directory.Exists(path))
            throw NoTensors(path, "folder", "N", model);
        if (FileContents.Of(path) == FileContent.Picture)
            throw NoTensors(path, "picture", "1", model);
        if (FileContents.Of(path) != FileContent.Text || !IsTable(path))
            return TensorData.Open(path, model, needsTarget);
        if (schema is not { Columns.Count: > 0 })
            throw new InputException($"{path} is a table, and the weights were not trained on one, so they do not say what its columns mean: give tensors, or weights that `bmlp train --data table.csv --target COLUMN` wrote.");
        var hasTarget = CsvFile.ReadHeader(path).Contains(schema.Target);
        if (needsTarget && !hasTarget)
            throw new InputException($"{path} has no column {schema.Target}, and a gradient is that of the loss: add it, or leave --grad out.");
        var input = new TableInput(path, schema, hasTarget);
        return input.Samples > 0 ? input : throw new InputException($"{path} has a header, and no row below it.");
    }

    public float[] Floats(ModelDescription model) => _inputs;

    public DataSet ToDataSet(string name, ModelDescription model) => CsvFile.ReadAll(_path, _schema, model.Outputs[0].Loss, name);

    public void Dispose()
    {
    }

    private static InputException NoTensors(string path, string kind, string samples, ModelDescription model) => new(
        $"{path} is a {kind}, and a model is run on tensors: write the samples as `input` [{string.Join(", ", [samples, .. model.Inputs[0].Shape.Select(size => $"{size}")])}] of a .npz, numbers, or bytes (uint8) that stand for byte / 255, as numpy.savez(\"in.npz\", input=pixels) does; or, in C#, give the numbers to the model's Forward.");

    private static bool IsTable(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
}
