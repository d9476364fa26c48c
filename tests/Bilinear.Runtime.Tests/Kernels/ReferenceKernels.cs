using Bilinear.Kernels;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>Every kernel as its formula says, in double: what the devices are held to.</summary>
public static partial class ReferenceKernels
{
    // c[i,j] = Σ_k a[i,k]·b[k,j]
    public static Matrix Product(Matrix a, Matrix b)
    {
        var sums = new double[b.Columns];
        var product = new Matrix(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
        {
            Array.Clear(sums);
            for (var k = 0; k < a.Columns; k++)
                for (var j = 0; j < b.Columns; j++)
                    sums[j] += (double)a[i, k] * b[k, j];
            for (var j = 0; j < b.Columns; j++)
                product[i, j] = (float)sums[j];
        }
        return product;
    }

    /// <summary>out = E(left, right, inputs), by the epilogue, element by element.</summary>
    public static Matrix[] Apply<TEpilogue>(Matrix? left, Matrix? right, params Matrix[] inputs) where TEpilogue : struct, IEpilogue
    {
        var shape = left ?? inputs[0];
        var outputs = Enumerable.Range(0, TEpilogue.Outputs).Select(_ => new Matrix(shape.Rows, shape.Columns)).ToArray();
        for (var i = 0; i < shape.Values.Length; i++)
        {
            var at = new Registers<Scalar>
            {
                Left = new(left?.Values[i] ?? 0),
                Right = new(right?.Values[i] ?? 0),
                In0 = new(inputs.Length > 0 ? inputs[0].Values[i] : 0),
                In1 = new(inputs.Length > 1 ? inputs[1].Values[i] : 0),
                In2 = new(inputs.Length > 2 ? inputs[2].Values[i] : 0),
                In3 = new(inputs.Length > 3 ? inputs[3].Values[i] : 0),
            };
            TEpilogue.Apply(ref at);
            foreach (var (output, value) in outputs.Zip([at.Out0, at.Out1, at.Out2]))
                output.Values[i] = value.Value;
        }
        return outputs;
    }

    public static Matrix RmsNorm(Matrix x)
    {
        var r = PerRow(x, i => 1 / Math.Sqrt(MeanProduct(x, x, i) + 1e-8));
        return Matrix.From(x.Rows, x.Columns, (i, j) => x[i, j] * r[i]);
    }

    // dx = r·(dy − x·r²·mean_j(x⊙dy))
    public static Matrix RmsNormAdjoint(Matrix x, Matrix dy)
    {
        var r = PerRow(x, i => 1 / Math.Sqrt(MeanProduct(x, x, i) + 1e-8));
        var mean = PerRow(x, i => MeanProduct(x, dy, i));
        return Matrix.From(x.Rows, x.Columns, (i, j) => r[i] * (dy[i, j] - x[i, j] * r[i] * r[i] * mean[i]));
    }

    public static Matrix SumRows(Matrix x) =>
        Matrix.From(1, x.Columns, (_, j) => Enumerable.Range(0, x.Rows).Sum(i => (double)x[i, j]));

    /// <summary>The mean over the rows whose target is not −1; zero without any.</summary>
    public static (double Loss, Matrix Gradient) CrossEntropy(Matrix logits, int[] targets)
    {
        var loss = 0.0;
        var gradient = new Matrix(logits.Rows, logits.Columns);
        var counted = Math.Max(1, targets.Count(target => target != -1));
        for (var i = 0; i < logits.Rows; i++)
        {
            if (targets[i] == -1)
                continue;
            var row = Enumerable.Range(0, logits.Columns).Select(j => (double)logits[i, j]).ToArray();
            var largest = row.Max();
            var sum = row.Sum(x => Math.Exp(x - largest));
            loss += Math.Log(sum) + largest - row[targets[i]];
            for (var j = 0; j < logits.Columns; j++)
                gradient[i, j] = (float)((Math.Exp(row[j] - largest) / sum - (j == targets[i] ? 1 : 0)) / counted);
        }
        return (loss / counted, gradient);
    }

    public static (double Loss, Matrix Gradient) SquaredError(Matrix output, Matrix target)
    {
        var count = output.Values.Length;
        var loss = output.Values.Zip(target.Values, (o, t) => ((double)o - t) * ((double)o - t)).Sum() / count;
        return (loss, Matrix.From(output.Rows, output.Columns, (i, j) => 2 * ((double)output[i, j] - target[i, j]) / count));
    }

    /// <summary>The standard deviation over count − 1.</summary>
    public static double Deviation(IReadOnlyCollection<float> values)
    {
        var mean = values.Average(x => (double)x);
        return values.Count > 1 ? Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (values.Count - 1)) : 0;
    }

    public static Matrix Noise(Matrix x, NoiseKind kind, float sigma, NoiseKey key, int[] samples)
    {
        var rowsPerSample = x.Rows / samples.Length;
        var whole = kind == NoiseKind.Relative ? Deviation(x.Values) : 1;
        var scale = PerRow(x, i => kind == NoiseKind.Token ? Deviation(x.Values[(i * x.Columns)..((i + 1) * x.Columns)]) : whole);
        return Matrix.From(x.Rows, x.Columns, (i, j) =>
        {
            var element = i % rowsPerSample * x.Columns + j;
            var words = Philox.NoiseBlock(key, (uint)samples[i / rowsPerSample], (uint)element / 4);
            var pair = element % 4 < 2 ? Philox.Normals(words.A, words.B) : Philox.Normals(words.C, words.D);
            return x[i, j] + sigma * scale[i] * (element % 2 == 0 ? pair.First : pair.Second);
        });
    }

    /// <summary>torch.optim.AdamW, one step in double, in place.</summary>
    public static void AdamW(double[] p, float[] g, double[] m, double[] v, double rate, double beta1, double beta2, double epsilon, double decay, int step)
    {
        for (var i = 0; i < p.Length; i++)
        {
            p[i] *= 1 - rate * decay;
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
            p[i] -= rate / (1 - Math.Pow(beta1, step)) * m[i] / (Math.Sqrt(v[i] / (1 - Math.Pow(beta2, step))) + epsilon);
        }
    }

    private static double[] PerRow(Matrix x, Func<int, double> value) => [.. Enumerable.Range(0, x.Rows).Select(value)];

    private static double MeanProduct(Matrix x, Matrix y, int row) =>
        Enumerable.Range(0, x.Columns).Average(k => (double)x[row, k] * y[row, k]);
}
