using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Serialization;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Cli.Data;

/// <summary>
/// A file with a tensor <c>input</c> that fits a model, and <c>target</c>, or <c>target.NAME</c> for each of several outputs; its
/// shapes are checked, its elements not yet read.
/// </summary>
internal sealed class TensorData : IRunInput
{
    public const string Input = "input";
    public const string Target = "target";

    /// <summary>The byte that stands for 1.</summary>
    private const float Brightest = 255;

    private readonly string _path;

    private TensorData(string path, TensorFile file) => (_path, File) = (path, file);

    public TensorFile File { get; }

    /// <summary>N of <c>input</c> [N, …].</summary>
    public int Samples { get; private set; }

    /// <summary>Whether there are targets of any output.</summary>
    public bool HasTarget => File.Tensors.Keys.Any(name => name == Target || name.StartsWith(Target + ".", StringComparison.Ordinal));

    /// <summary>Whether the inputs are bytes.</summary>
    public bool IsBytes => File.Tensors[Input].Type == ElementType.U8;

    /// <exception cref="InputException">A tensor is missing, or does not fit the model.</exception>
    /// <exception cref="IOException">The file is not there, or is damaged.</exception>
    public static TensorData Open(string path, ModelDescription model, bool needsTarget = true)
    {
        var data = new TensorData(path, TensorFiles.Open(path));
        try
        {
            data.Samples = data.CheckInput(model);
            if (needsTarget || data.HasTarget)
            {
                foreach (var output in model.Outputs)
                    data.CheckTarget(model, output);
            }

            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>All of a file, as it says itself what it is.</summary>
    /// <inheritdoc cref="DataSet.FromFile(TensorFile, string, int?)"/>
    public static DataSet ReadAny(string path, string name) => DataSet.FromFile(TensorFiles.Open(path), name);

    /// <summary>The inputs; bytes as byte / 255.</summary>
    /// <exception cref="InputException">One is no finite number.</exception>
    public float[] Floats(ModelDescription model) => IsBytes ? Array.ConvertAll(File.ReadBytes(Input), value => value / Brightest) : Finite(Input, model.Inputs[0].Shape);

    /// <summary>The data whole.</summary>
    /// <exception cref="InputException">A label is none of the classes of its output, or a float is no finite number.</exception>
    public DataSet ToDataSet(string name, ModelDescription model)
    {
        DataTarget[] targets = [.. model.Outputs.Select(output => ReadTarget(model, output))];
        return IsBytes
            ? DataSet.Create(name, model.Inputs[0].Shape, File.ReadBytes(Input), Brightest, targets)
            : DataSet.Create(name, model.Inputs[0].Shape, Floats(model), targets);
    }

    private DataTarget ReadTarget(ModelDescription model, OutputInfo output)
    {
        var (tensor, name) = (NameOf(model, output), model.Outputs.Count == 1 ? "" : output.Name);
        return output.Loss == LossKind.CrossEntropy ? DataTarget.Labelled(name, Labels(tensor, output), output.Classes) : DataTarget.Regression(name, Finite(tensor, output.Shape));
    }

    private int[] Labels(string tensor, OutputInfo output)
    {
        var labels = File.ReadIntegers(tensor);
        var wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, output.Classes - 1);
        if (wrong >= 0 && LabelsFromOne.Are(labels, output.Classes))
            throw Wrong($"of '{tensor}', {LabelsFromOne.Problem(output.Classes, output.Name)}");
        return wrong < 0 ? labels : throw Wrong($"the label {labels[wrong]} at {wrong} of '{tensor}' is none of the {output.Classes} classes of {output.Name}, 0 … {output.Classes - 1}");
    }

    /// <summary><c>target</c> where the model has one output and the file no tensor of the longer name, else <c>target.digit</c>.</summary>
    private string NameOf(ModelDescription model, OutputInfo output)
    {
        var longer = $"{Target}.{output.Name}";
        return model.Outputs.Count == 1 && !File.Tensors.ContainsKey(longer) ? Target : longer;
    }

    public void Dispose() => File.Dispose();

    private float[] Finite(string name, IReadOnlyList<int> shape)
    {
        var values = File.ReadFloats(name);
        return Tensors.Finite.FindInSamples(values, shape) is { } wrong
            ? throw Wrong($"'{name}' holds {wrong}, as a float: replace what is no finite number, or leave the sample out")
            : values;
    }

    // [N, …shape], or flat: [N, 784] for images of 28×28.
    private int CheckInput(ModelDescription model)
    {
        var input = Find(Input);
        if (input.Type is not (ElementType.U8 or ElementType.F32 or ElementType.F64 or ElementType.F16 or ElementType.BF16))
            throw Wrong($"'{Input}' holds {ForeignText.Shorten(input.Dtype)}, and should hold F32, or U8 for bytes that stand for byte / 255");
        if (input.Shape is [0, ..])
            throw Wrong($"'{Input}' is {Shape(input)}: there is no sample in it");
        var samples = input.Shape.Count == 0 ? 0 : input.Shape[0];
        if (samples is < 1 or > int.MaxValue || !DataCheck.HaveSameOrder(input.Shape.Skip(1), model.Inputs[0].Shape))
            throw Wrong($"'{Input}' is {Shape(input)}, and {model.Inputs[0].Name} of {model.Name} takes {Wanted(model.Inputs[0].Shape)}");
        return (int)samples;
    }

    // Labels [N], or [N, positions]; floats [N, …output].
    private void CheckTarget(ModelDescription model, OutputInfo output)
    {
        var name = NameOf(model, output);
        var target = Find(name);
        var wantsLabels = output.Loss == LossKind.CrossEntropy;
        var isLabels = target.Type is ElementType.I64 or ElementType.I32 or ElementType.U8 or ElementType.BOOL;
        if (wantsLabels != isLabels)
            throw Wrong($"'{name}' holds {ForeignText.Shorten(target.Dtype)}, and the loss of {(model.Outputs.Count == 1 ? model.Name : output.Name)} takes {(wantsLabels ? "labels: I64" : "floats: F32")}");
        IReadOnlyList<int> wanted = wantsLabels ? [output.TargetCount] : output.Shape;
        if (target.Shape.Count == 0 || target.Shape[0] != Samples || !DataCheck.HaveSameOrder(target.Shape.Skip(1), wanted))
            throw Wrong($"'{name}' is {Shape(target)}, and {Samples} samples of {model.Name} take {(wantsLabels ? $"[{Samples}{(output.TargetCount > 1 ? $", {output.TargetCount}" : "")}]" : Wanted(output.Shape, Samples))}");
    }

    private TensorEntry Find(string name) => File.Tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw Wrong($"there is no tensor '{name}'; there are {ForeignText.List([.. File.Tensors.Keys])}");

    private InputException Wrong(string problem) => new($"{_path}: {problem}.");

    private static string Shape(TensorEntry tensor) => ForeignText.Shape(tensor.Shape);

    private static string Wanted(IReadOnlyList<int> shape, int? samples = null) => $"[{string.Join(", ", shape.Select(size => $"{size}").Prepend(samples is { } count ? $"{count}" : "N"))}]";
}
