using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Data.Formats;

/// <summary>A CSV file with a header, of which every fifth row is a test sample, or a folder with <c>train.csv</c> and <c>test.csv</c>.</summary>
internal sealed class CsvFormat : DataFormat
{
    public const string TrainFile = "train.csv";
    public const string TestFile = "test.csv";

    public override string Title => "CSV";

    public override bool HasColumns => true;

    public override bool IsAt(string place) => IsFolder(place) || (File.Exists(place) && FileContents.Of(place) == FileContent.Text && Path.GetExtension(place) != TensorFormat.Ending);

    public override IEnumerable<string> Files(string place) => IsFolder(place) ? [Path.Combine(place, TrainFile), Path.Combine(place, TestFile)] : [place];

    /// <summary>The file that says what the columns are.</summary>
    public static string TrainingFile(string place) => IsFolder(place) ? Path.Combine(place, TrainFile) : place;

    public override (DataSet Train, DataSet Test) Read(string place, DataRequest request, ModelDescription? model, bool isTrained)
    {
        var schema = Schema(place, request, model, out var loss);
        if (model is not null && schema.InputNames.Count != model.Inputs[0].Count)
            throw new InputException($"{TrainingFile(place)} does not fit {model.Name}: its columns but {ForeignText.Quote(schema.Target)} make {TableNote.Count(schema.InputNames.Count, "input")} ({ForeignText.Join(", ", [.. schema.InputNames.Select(ForeignText.Quote)])}), and {model.Inputs[0].Name} of {model.Name} takes {model.Inputs[0].Count}.");
        if (!IsFolder(place))
            return CsvFile.Read(place, schema, loss);
        var name = NameOf(place);
        return (Part(TrainFile, "train"), Part(TestFile, "test"));

        DataSet Part(string file, string part) => CsvFile.ReadAll(Path.Combine(place, file), schema, loss, $"{name}, {part}");
    }

    /// <summary>What the weights say of their columns, or, where they say nothing, what the file turns out to be.</summary>
    private static DataSchema Schema(string place, DataRequest request, ModelDescription? model, out LossKind loss)
    {
        if (model is { Outputs.Count: > 1 })
            throw new InputException($"{model.Name} has {model.Outputs.Count} outputs, and a table has one column that is predicted: give data as .safetensors, with a tensor `target.NAME` for each.");
        if (request.Schema is { Columns.Count: > 0 } known)
        {
            loss = model?.Outputs[0].Loss ?? (known.Classes.Count > 0 ? LossKind.CrossEntropy : LossKind.MeanSquaredError);
            return request.Target is { } other ? known with { Target = other } : known;
        }

        var file = CsvFile.Open(TrainingFile(place));
        if (request.Target is not { } target)
            throw new InputException($"Which column of {file.Path} is predicted? Name it with --target; there are {ForeignText.Join(", ", [.. file.Columns.Select(column => ForeignText.Quote(column.Name))])}.");
        loss = model?.Outputs[0].Loss ?? (file.Columns.FirstOrDefault(column => column.Name == target) is { Kind: ColumnKind.Number } or { Kind: ColumnKind.Whole, Counts: null } ? LossKind.MeanSquaredError : LossKind.CrossEntropy);
        return file.Describe(target, loss, isWhole: IsFolder(place));
    }

    private static bool IsFolder(string place) => File.Exists(Path.Combine(place, TrainFile)) && File.Exists(Path.Combine(place, TestFile));
}
