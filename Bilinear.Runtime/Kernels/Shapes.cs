using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Kernels;

/// <summary>
/// Checks the operands of every kernel, for every device; kernels themselves check nothing. An operand that does not fit throws
/// <see cref="ArgumentException"/>, which names the operand, its shape and the shape that is needed.
/// </summary>
internal static partial class Shapes
{
    public static void Product<TEpilogue>(Device device, View a, View b, in Operands operands) where TEpilogue : struct, IEpilogue
    {
        Factors(device, a, b, dual: false);
        Elements<TEpilogue>(device, operands, a.LogicalRows, b.LogicalColumns);
    }

    public static void DualProduct<TEpilogue>(Device device, View a, View b, in Operands operands) where TEpilogue : struct, IEpilogue
    {
        Factors(device, a, b, dual: true);
        Elements<TEpilogue>(device, operands, a.LogicalRows, b.LogicalColumns / 2);
    }

    public static void Pack(Device device, View b, bool dual)
    {
        Inside(device, b, nameof(b));
        if (dual && b.LogicalColumns % 2 != 0)
            throw new ArgumentException($"b has {b.LogicalColumns} columns, which do not halve; a dual product needs two stacked matrices.", nameof(b));
    }

    public static void Map<TEpilogue>(Device device, in Operands operands) where TEpilogue : struct, IEpilogue =>
        Elements<TEpilogue>(device, operands, operands.Out0.Rows, operands.Out0.Columns);

    public static void RmsNorm<TEpilogue>(Device device, View x, in Operands operands) where TEpilogue : struct, IEpilogue
    {
        Plain(device, x, nameof(x));
        Elements<TEpilogue>(device, operands, x.Rows, x.Columns);
    }

    public static void RmsNormAdjoint<TEpilogue>(Device device, View x, View dy, in Operands operands) where TEpilogue : struct, IEpilogue
    {
        RmsNorm<TEpilogue>(device, x, operands);
        Input(device, dy, x.Rows, x.Columns, nameof(dy));
    }

    public static void SumRows(Device device, View x, View sum)
    {
        Plain(device, x, nameof(x));
        Output(device, sum, 1, x.Columns, nameof(sum));
    }

    public static void Noise(Device device, View x, View y, View samples)
    {
        Plain(device, x, nameof(x));
        Output(device, y, x.Rows, x.Columns, nameof(y));
        Input(device, samples, 1, samples.Columns, nameof(samples));
        if (samples.Columns == 0 ? x.Rows != 0 : x.Rows % samples.Columns != 0)
            throw new ArgumentException($"x has {x.Rows} rows for {samples.Columns} samples; each needs as many whole rows.", nameof(samples));
    }

    public static void CrossEntropy(Device device, View logits, View targets, View loss, View dLogits)
    {
        Plain(device, logits, nameof(logits));
        Input(device, targets, logits.Rows, 1, nameof(targets));
        Output(device, loss, 1, 1, nameof(loss));
        if (!dLogits.IsNone)
            Output(device, dLogits, logits.Rows, logits.Columns, nameof(dLogits));
    }

    public static void SquaredError(Device device, View output, View targets, View loss, View dOutput)
    {
        Plain(device, output, nameof(output));
        Input(device, targets, output.Rows, output.Columns, nameof(targets));
        Output(device, loss, 1, 1, nameof(loss));
        if (!dOutput.IsNone)
            Output(device, dOutput, output.Rows, output.Columns, nameof(dOutput));
    }

    public static void AdamW(Device device, View parameters, View gradients, View firstMoment, View secondMoment)
    {
        Output(device, parameters, 1, parameters.Columns, nameof(parameters));
        Input(device, gradients, 1, parameters.Columns, nameof(gradients));
        Output(device, firstMoment, 1, parameters.Columns, nameof(firstMoment));
        Output(device, secondMoment, 1, parameters.Columns, nameof(secondMoment));
    }

    public static void Copy(Device device, View x, View y)
    {
        Plain(device, x, nameof(x));
        Output(device, y, x.Rows, x.Columns, nameof(y));
    }

    /// <summary>Checks that a view lies inside its memory on this device, transposed or not.</summary>
    /// <param name="parameter">The parameter that has the view in it; null if the view is a parameter itself.</param>
    public static void Inside(Device device, View view, string name, string? parameter = null)
    {
        if (view.IsNone)
            throw new ArgumentException($"{name} is missing.", parameter ?? name);
        if (view.Memory.Device != device)
            throw new ArgumentException($"{name} lies on another device ({view.Memory.Device.Name}).", parameter ?? name);
        var span = view.Rows == 0 ? 0 : (view.Rows - 1L) * view.RowStride + view.Columns;
        if (view.Offset < 0 || view.Rows < 0 || view.Columns < 0 || view.RowStride < 0 || view.Offset > view.Memory.Length - span)
            throw new ArgumentException($"{name} [{view.Rows}, {view.Columns}] at {view.Offset} with row stride {view.RowStride} reaches outside its memory of {view.Memory.Length} cells.", parameter ?? name);
    }

    private static void Factors(Device device, View a, View b, bool dual)
    {
        Inside(device, a, nameof(a));
        Pack(device, b, dual);
        if (a.LogicalColumns != b.LogicalRows)
            throw new ArgumentException($"b has {b.LogicalRows} rows, and a has {a.LogicalColumns} columns; a product needs as many.", nameof(b));
    }

    private static void Plain(Device device, View view, string name, string? parameter = null)
    {
        Inside(device, view, name, parameter);
        if (view.IsTransposed)
            throw new ArgumentException($"{name} is transposed; only products read a transposed operand.", parameter ?? name);
    }

    private static void Input(Device device, View view, int rows, int columns, string name, string? parameter = null)
    {
        Plain(device, view, name, parameter);
        if (view.Rows != rows || view.Columns != columns)
            throw new ArgumentException($"{name} is [{view.Rows}, {view.Columns}] where [{rows}, {columns}] is needed.", parameter ?? name);
    }

    private static void Output(Device device, View view, int rows, int columns, string name, string? parameter = null)
    {
        Input(device, view, rows, columns, name, parameter);
        if (rows > 1 && view.RowStride < columns)
            throw new ArgumentException($"{name} has rows of {columns} cells, {view.RowStride} apart: they would overwrite each other.", parameter ?? name);
    }

    private static void Elements<TEpilogue>(Device device, in Operands operands, int rows, int columns) where TEpilogue : struct, IEpilogue
    {
        if (TEpilogue.Inputs > 0)
            Input(device, operands.In0, rows, columns, nameof(operands.In0), nameof(operands));
        if (TEpilogue.Inputs > 1)
            Input(device, operands.In1, rows, columns, nameof(operands.In1), nameof(operands));
        if (TEpilogue.Inputs > 2)
            Input(device, operands.In2, rows, columns, nameof(operands.In2), nameof(operands));
        if (TEpilogue.Inputs > 3)
            Input(device, operands.In3, rows, columns, nameof(operands.In3), nameof(operands));
        if (TEpilogue.Outputs > 0)
            Output(device, operands.Out0, rows, columns, nameof(operands.Out0), nameof(operands));
        if (TEpilogue.Outputs > 1)
            Output(device, operands.Out1, rows, columns, nameof(operands.Out1), nameof(operands));
        if (TEpilogue.Outputs > 2)
            Output(device, operands.Out2, rows, columns, nameof(operands.Out2), nameof(operands));
    }
}
