using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Data;

/// <summary>Finds the samples and the targets in a file of tensors: <c>input</c> [N, …], and <c>target</c>, or <c>target.NAME</c> for each of several outputs.</summary>
internal static class TensorDataSet
{
    private const string Input = "input";
    private const string Target = "target";

    /// <exception cref="SafeTensorsException">A tensor is missing, or has a type or a shape that is none of samples or targets.</exception>
    public static (IReadOnlyList<int> Shape, FileSamples Samples) SamplesOf(TensorFile file)
    {
        if (!file.Tensors.TryGetValue(Input, out var input))
            throw Wrong(file, $"there is no tensor '{Input}'; there are {ForeignText.List([.. file.Tensors.Keys])}");
        if (input.Type is not (ElementType.F32 or ElementType.U8 or ElementType.F64 or ElementType.F16 or ElementType.BF16))
            throw Wrong(file, $"'{Input}' holds {ForeignText.Shorten(input.Dtype)}, and should hold F32, or U8 for bytes that stand for byte / 255");
        if (input.Shape.Count < 2 || input.Shape.Any(size => size is < 1 or > int.MaxValue) || input.Count / input.Shape[0] > Array.MaxLength / sizeof(double))
            throw Wrong(file, $"'{Input}' is {ForeignText.Shape(input.Shape)}, and should be [N, …]: at least one sample, each of at least one element");
        return ([.. input.Shape.Skip(1).Select(size => (int)size)], new FileSamples(file, input, (int)(input.Count / input.Shape[0])));
    }

    /// <param name="classes">The number of classes of every target of labels; null for one more than its largest label.</param>
    public static DataTarget[] TargetsOf(TensorFile file, int samples, int? classes)
    {
        var targets = file.Tensors.Keys.Where(name => name == Target || name.StartsWith(Target + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => TargetOf(file, name, samples, classes)).ToArray();
        return targets.Length > 0 ? targets : throw Wrong(file, $"there is no tensor '{Target}', nor '{Target}.NAME'; there are {ForeignText.List([.. file.Tensors.Keys])}");
    }

    private static DataTarget TargetOf(TensorFile file, string name, int samples, int? classes)
    {
        var tensor = file.Tensors[name];
        if (tensor.Shape.Count == 0 || tensor.Shape[0] != samples)
            throw Wrong(file, $"{ForeignText.Quote(name)} is {ForeignText.Shape(tensor.Shape)}, and there are {samples} samples");
        var output = name.Length > Target.Length ? name[(Target.Length + 1)..] : "";
        if (tensor.Type is not (ElementType.I64 or ElementType.I32 or ElementType.U8 or ElementType.BOOL))
            return DataTarget.Regression(output, file.ReadFloats(name));
        var labels = file.ReadIntegers(name);
        return labels.AsSpan().IndexOfAnyInRange(int.MinValue, -1) is >= 0 and var wrong
            ? throw Wrong(file, $"the label {labels[wrong]} at {wrong} of {ForeignText.Quote(name)} is none: classes are numbered from 0")
            : DataTarget.Labelled(output, labels, classes ?? labels.DefaultIfEmpty().Max() + 1, file.Path);
    }

    private static SafeTensorsException Wrong(TensorFile file, string problem) => new(file.Path, problem + ".");
}
