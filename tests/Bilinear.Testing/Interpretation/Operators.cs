using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Testing.Interpretation;

/// <summary>Every operator on whole tensors, one loop each, nothing clever: what all else is checked against.</summary>
internal static class Operators
{
    // y[i, j] = Σ_k l[i, k] r[k, j]
    public static Tensor MatMul(MatMul op, Tensor left, Tensor right, IReadOnlyList<long> dims)
    {
        // Both with k in the last axis, so that one loop serves all four.
        var rows = op.TransposeLeft ? Transpose(left) : left;
        var columns = op.TransposeRight ? right : Transpose(right);
        return Fill(dims, (i, j) => Dot(rows.Row(i), columns.Row(j)));
    }

    public static Tensor Slice(Slice op, Tensor x, IReadOnlyList<long> dims) => Fill(dims, (i, j) => x[i, (int)op.Start + j]);

    public static Tensor Pad(Pad op, Tensor x, IReadOnlyList<long> dims) =>
        Fill(dims, (i, j) => j >= op.Start && j < op.Start + x.Columns ? x[i, j - (int)op.Start] : 0);

    public static Tensor Concat(IReadOnlyList<Tensor> parts, IReadOnlyList<long> dims)
    {
        var row = (int i) => parts.SelectMany(part => part.Row(i).ToArray());
        return new Tensor(dims, [.. Enumerable.Range(0, parts[0].Rows).SelectMany(row)]);
    }

    public static Tensor Broadcast(Tensor x, IReadOnlyList<long> dims) => Fill(dims, (_, j) => x.Elements[j]);

    public static Tensor SumRows(Tensor x, IReadOnlyList<long> dims) => Fill(dims, (_, j) => Enumerable.Range(0, x.Rows).Sum(i => x[i, j]));

    public static Tensor Map(Tensor x, Func<double, double> function) => new(x.Dims, [.. x.Elements.Select(function)]);

    public static Tensor Zip(Tensor left, Tensor right, Func<double, double, double> function) => new(left.Dims, [.. left.Elements.Zip(right.Elements, function)]);

    public static Tensor Pointwise(PointwiseFunction function, Tensor x) => Map(x, element => Interpretation.Pointwise.Apply(function, element));

    // y = x / r, r = √(mean x² + ε)
    public static Tensor RmsNorm(Tensor x, double epsilon) => Fill(x.Dims, (i, j) => x[i, j] / RootMeanSquare(x.Row(i), epsilon));

    // dx = dy / r − x · mean(x ⊙ dy) / r³
    public static Tensor RmsNormAdjoint(Tensor x, Tensor dy, double epsilon)
    {
        double Mean(int i) => Enumerable.Range(0, x.Columns).Sum(j => x[i, j] * dy[i, j]) / x.Columns;
        return Fill(x.Dims, (i, j) => (dy[i, j] / RootMeanSquare(x.Row(i), epsilon)) - (x[i, j] * Mean(i) / Math.Pow(RootMeanSquare(x.Row(i), epsilon), 3)));
    }

    // s⁻¹, s² = Σx²/N + ε, of each channel or of the mean of all
    public static Tensor BatchScale(MeasuredSpec spec, Tensor squares, long rows) =>
        Map(spec.IsPerChannel ? squares : Mean(squares), square => 1 / Math.Sqrt((square / rows) + spec.Epsilon));

    // −½·s⁻³·ds/N
    public static Tensor BatchScaleAdjoint(MeasuredSpec spec, Tensor scale, Tensor dScale, long rows) =>
        Zip(scale, spec.IsPerChannel ? dScale : Mean(dScale), (s, ds) => -s * s * s * ds / (2 * rows));

    private static Tensor Mean(Tensor x) => Map(x, _ => x.Elements.Average());

    // mean of log Σ_j exp x_j − x_label over the rows whose label is not −1
    public static Tensor CrossEntropy(Tensor logits, Tensor labels) =>
        Scalar(Enumerable.Range(0, logits.Rows).Where(i => labels.Elements[i] >= 0).Sum(i => LogSumExp(logits.Row(i)) - logits[i, (int)labels.Elements[i]]) / Counted(labels));

    // dx = (softmax x − onehot(label)) / rows that count
    public static Tensor CrossEntropyAdjoint(Tensor logits, Tensor labels) => Fill(logits.Dims, (i, j) => labels.Elements[i] < 0 ? 0
        : (Math.Exp(logits[i, j] - LogSumExp(logits.Row(i))) - (j == (int)labels.Elements[i] ? 1 : 0)) / Counted(labels));

    /// <summary>Cross-entropy of x·weightᵀ + bias.</summary>
    /// <param name="inputs">x, weight, perhaps bias, and labels.</param>
    public static Tensor LinearCrossEntropy(IReadOnlyList<Tensor> inputs) => CrossEntropy(Logits(inputs), inputs[^1]);

    /// <summary>The adjoint of one of the inputs.</summary>
    public static Tensor LinearCrossEntropyAdjoint(IReadOnlyList<Tensor> inputs, int of)
    {
        var dLogits = CrossEntropyAdjoint(Logits(inputs), inputs[^1]);
        return of switch
        {
            0 => MatMul(new MatMul(), dLogits, inputs[1], inputs[0].Dims),
            1 => MatMul(new MatMul(TransposeLeft: true), dLogits, inputs[0], inputs[1].Dims),
            _ => SumRows(dLogits, inputs[2].Dims),
        };
    }

    private static Tensor Logits(IReadOnlyList<Tensor> inputs)
    {
        var product = MatMul(new MatMul(TransposeRight: true), inputs[0], inputs[1], [inputs[0].Rows, inputs[1].Rows]);
        return inputs.Count == 3 ? product : Zip(product, Broadcast(inputs[2], product.Dims), (x, bias) => x + bias);
    }

    private static double Counted(Tensor labels) => Math.Max(1, labels.Elements.Count(label => label >= 0));

    // mean (x − t)²
    public static Tensor SquaredError(Tensor output, Tensor target) => Scalar(Zip(output, target, (x, t) => (x - t) * (x - t)).Elements.Average());

    // dx = 2 (x − t) / count
    public static Tensor SquaredErrorAdjoint(Tensor output, Tensor target) => Zip(output, target, (x, t) => 2 * (x - t) / output.Elements.Length);

    private static Tensor Scalar(double value) => new([], [value]);

    public static Tensor Fill(IReadOnlyList<long> dims, Func<int, int, double> element)
    {
        var tensor = new Tensor(dims, new double[dims.Aggregate(1L, (product, dim) => product * dim)]);
        for (var i = 0; i < tensor.Rows; i++)
        {
            for (var j = 0; j < tensor.Columns; j++)
                tensor.Elements[(i * tensor.Columns) + j] = element(i, j);
        }

        return tensor;
    }

    private static Tensor Transpose(Tensor x) => Fill([x.Columns, x.Rows], (i, j) => x[j, i]);

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var k = 0; k < left.Length; k++)
            sum += left[k] * right[k];
        return sum;
    }

    private static double RootMeanSquare(ReadOnlySpan<double> row, double epsilon)
    {
        var squares = 0.0;
        foreach (var element in row)
            squares += element * element;
        return Math.Sqrt((squares / row.Length) + epsilon);
    }

    public static double LogSumExp(ReadOnlySpan<double> row)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (var element in row)
            largest = Math.Max(largest, element);
        foreach (var element in row)
            sum += Math.Exp(element - largest);
        return largest + Math.Log(sum);
    }
}
