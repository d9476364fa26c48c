using Bilinear.Data;
using Bilinear.Runtime.Tests.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>y = head(h + g(h)), h = embed(x), g bilinear: the parameters of such a model, its path, and its forward pass in double by plain loops.</summary>
internal sealed class OneLayer
{
    public int Inputs { get; init; } = 12;

    public int Hidden { get; init; } = 8;

    public int Units { get; init; } = 8;

    public int Outputs { get; init; } = 4;

    public bool HasResidual { get; init; }

    public required float[] Embed { get; set; }

    public required float[] Body { get; set; }

    public required float[] Head { get; set; }

    public float[]? EmbedBias { get; init; }

    public float[]? BodyBias { get; set; }

    public float[]? HeadBias { get; init; }

    public DecompositionCache? Cache { get; set; }

    public LossKind Loss { get; set; }

    /// <summary>What the data of training called the inputs.</summary>
    public DataSchema? Schema { get; set; }

    public QuadraticPath Path => new([new(0, 1)], new(2, 3), [new(4, 5)]) { Residual = HasResidual ? 0 : null };

    public ParameterReader Parameters => new(Description(), index => All[index].Values, new Provenance(7, "drawn", "00ff", 3) { Schema = Schema });

    private (string Name, int[] Shape, float[] Values)[] All =>
    [
        ("embed.weight", [Hidden, Inputs], Embed),
        ("embed.bias", [Hidden], EmbedBias ?? new float[Hidden]),
        ("body.weight", [2 * Units, Hidden], Body),
        ("body.bias", [2 * Units], BodyBias ?? new float[2 * Units]),
        ("head.weight", [Outputs, Units], Head),
        ("head.bias", [Outputs], HeadBias ?? new float[Outputs]),
    ];

    public static OneLayer Random(int inputs = 12, int hidden = 8, int units = 8, int outputs = 4, bool bias = false, bool residual = false, int seed = 1)
    {
        var random = new Random(seed);
        float[] Draw(int count) => SymmetricMatrices.Random(1, count, random).ToSingle();
        return new OneLayer
        {
            Inputs = inputs,
            Hidden = hidden,
            Units = units,
            Outputs = outputs,
            HasResidual = residual,
            Embed = Draw(hidden * inputs),
            Body = Draw(2 * units * hidden),
            Head = Draw(outputs * units),
            EmbedBias = bias ? Draw(hidden) : null,
            BodyBias = bias ? Draw(2 * units) : null,
            HeadBias = bias ? Draw(outputs) : null,
        };
    }

    /// <summary>A golden case of one block, without residual and down-projection.</summary>
    public static OneLayer Golden(string name)
    {
        using var file = SafeTensorsFile.Open(System.IO.Path.Combine(Repository.Golden, $"{name}.safetensors"));
        float[]? Read(string parameter) => file.Tensors.ContainsKey(parameter) ? file.ReadFloats(parameter) : null;
        var (embed, body, head) = (file.Tensors["param.embed.weight"].Shape, file.Tensors["param.blocks.0.weight"].Shape, file.Tensors["param.head.weight"].Shape);
        return new OneLayer
        {
            Inputs = (int)embed[1],
            Hidden = (int)embed[0],
            Units = (int)body[0] / 2,
            Outputs = (int)head[0],
            Embed = file.ReadFloats("param.embed.weight"),
            Body = file.ReadFloats("param.blocks.0.weight"),
            Head = file.ReadFloats("param.head.weight"),
            EmbedBias = Read("param.embed.bias"),
            BodyBias = Read("param.blocks.0.bias"),
            HeadBias = Read("param.head.bias"),
        };
    }

    public DataSet Data(int samples, int seed = 7) => DataSet.Labelled(
        "random", [Inputs], SymmetricMatrices.Random(samples, Inputs, new Random(seed)).ToSingle(), [.. Enumerable.Range(0, samples).Select(sample => sample % Outputs)], Outputs);

    public EigenSpectra Decompose(
        SpectrumOrder order = SpectrumOrder.Magnitude, SpectrumBasis basis = SpectrumBasis.Latent, BiasTreatment bias = BiasTreatment.Separate, int? keep = null, DataSet? data = null) =>
        EigenSpectra.Compute(Parameters, new EigenPlan("head", Path) { Order = order, Basis = basis, Bias = bias, Keep = keep }, data, Cache);

    public SvdSpectra Svd(bool alone = false, int? keep = null) =>
        SvdSpectra.Compute(Parameters, new SvdPlan("body", alone ? Path with { Output = [], Residual = null } : Path) { Keep = keep }, Cache);

    /// <summary>The layer's input h of one sample.</summary>
    public double[] Latent(ReadOnlySpan<float> x) => Affine(Embed, EmbedBias, Widened(x));

    public double[] Forward(ReadOnlySpan<float> x) => Forward(Widened(x));

    public double[] Forward(double[] x)
    {
        var h = Affine(Embed, EmbedBias, x);
        var both = Affine(Body, BodyBias, h);
        var g = Enumerable.Range(0, Units).Select(unit => (both[unit] * both[Units + unit]) + (HasResidual ? h[unit] : 0)).ToArray();
        return Affine(Head, HeadBias, g);
    }

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var sample = 0; sample < input.Length / Inputs; sample++)
            Array.ConvertAll(Forward(input.Slice(sample * Inputs, Inputs)), value => (float)value).CopyTo(output[(sample * Outputs)..]);
    }

    /// <summary>B_a = ½(w_a v_aᵀ + v_a w_aᵀ) written out.</summary>
    public double[,] TensorSlice(int unit)
    {
        var slice = new double[Hidden, Hidden];
        for (var i = 0; i < Hidden; i++)
        {
            for (var j = 0; j < Hidden; j++)
                slice[i, j] = 0.5 * (((double)W(unit, i) * V(unit, j)) + ((double)V(unit, i) * W(unit, j)));
        }

        return slice;
    }

    /// <summary>Changes (w, v, their biases, the head's column) of every hidden unit; <paramref name="order"/> says which unit stands where.</summary>
    public void Rewrite(IReadOnlyList<int> order, Func<int, double> scale, bool swap)
    {
        var (body, head) = (new float[Body.Length], new float[Head.Length]);
        for (var unit = 0; unit < Units; unit++)
        {
            var source = order[unit];
            for (var i = 0; i < Hidden; i++)
            {
                var (w, v) = ((float)(W(source, i) * scale(unit)), (float)(V(source, i) / scale(unit)));
                (body[(unit * Hidden) + i], body[((Units + unit) * Hidden) + i]) = swap ? (v, w) : (w, v);
            }

            for (var output = 0; output < Outputs; output++)
                head[(output * Units) + unit] = Head[(output * Units) + source];
        }

        if (BodyBias is { } old)
        {
            var bias = new float[2 * Units];
            for (var unit = 0; unit < Units; unit++)
            {
                var (w, v) = ((float)(old[order[unit]] * scale(unit)), (float)(old[Units + order[unit]] / scale(unit)));
                (bias[unit], bias[Units + unit]) = swap ? (v, w) : (w, v);
            }

            BodyBias = bias;
        }

        (Body, Head) = (body, head);
    }

    /// <summary>The same function after a rotation of its latent space: E ← RE, e ← Re, W ← WRᵀ, V ← VRᵀ.</summary>
    public OneLayer Rotated()
    {
        var rotation = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Random(Hidden, Hidden, 3).QR().Q;
        float[] Multiplied(float[] left, int rows) =>
            (MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(rows, Hidden, (row, column) => left[(row * Hidden) + column]) * rotation.Transpose()).Transpose().AsColumnMajorArray().Select(value => (float)value).ToArray();
        float[] Turned(float[] right) =>
            (rotation * MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(Hidden, right.Length / Hidden, (row, column) => right[(row * (right.Length / Hidden)) + column])).Transpose().AsColumnMajorArray().Select(value => (float)value).ToArray();
        return new OneLayer
        {
            Inputs = Inputs,
            Hidden = Hidden,
            Units = Units,
            Outputs = Outputs,
            HasResidual = HasResidual,
            Embed = Turned(Embed),
            Body = Multiplied(Body, 2 * Units),
            Head = Head,
            EmbedBias = EmbedBias is null ? null : Turned(EmbedBias),
            BodyBias = BodyBias,
            HeadBias = HeadBias,
        };
    }

    private static double[] Widened(ReadOnlySpan<float> x) => [.. x.ToArray().Select(value => (double)value)];

    private float W(int unit, int i) => Body[(unit * Hidden) + i];

    private float V(int unit, int i) => Body[((Units + unit) * Hidden) + i];

    private static double[] Affine(float[] weight, float[]? bias, double[] x) =>
        [.. Enumerable.Range(0, weight.Length / x.Length).Select(row => (bias?[row] ?? 0) + x.Select((value, column) => value * weight[(row * x.Length) + column]).Sum())];

    public ModelDescription Description(string name = "OneLayer", string text = "model OneLayer") => new()
    {
        Name = name,
        CanonicalText = text,
        Inputs = [new("x", [Inputs])],
        Outputs = [new("y", [Outputs], Loss)],
        Parameters = [.. All.Select(parameter => new ParameterInfo(parameter.Name, parameter.Shape, 1, ParameterInit.UniformFanIn))],
        Forward = _ => { },
        Step = _ => { },
    };
}
