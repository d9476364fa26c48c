using Bilinear.Linalg;

namespace Bilinear.Spectral.Units;

/// <summary>
/// The weights of a model that is one bilinear layer on the model's input and a head: y = U((Wx + b_w) ⊙ (Vx + b_v)), filled unit by unit. A linear
/// and a constant part take one more unit per output, behind the others: W = 2Aᵀq with bias 2q·a + c, V = 0 with bias 1.
/// </summary>
internal sealed class HiddenUnits
{
    private readonly float[] _biases;

    /// <param name="units">The number of units, without those of the linear and constant parts.</param>
    public HiddenUnits(int units, int inputs, int outputs, AffineUnits? affine)
    {
        Count = units + (affine is null ? 0 : outputs);
        (Inputs, Outputs, Body, Head) = (inputs, outputs, new float[2 * Count * inputs], new float[outputs * Count]);
        _biases = new float[2 * Count];
        for (var output = 0; output < outputs && affine is not null; output++)
        {
            Set(units + output, affine.Rows.Row(output), affine.Constants[output], new double[inputs], 1);
            SetHead(output, units + output, 1);
        }
    }

    public int Count { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>[2 units, inputs], W first.</summary>
    public float[] Body { get; }

    /// <summary>[outputs, units].</summary>
    public float[] Head { get; }

    /// <summary>[2 units]; null where all are zero.</summary>
    public float[]? Bias => _biases.AsSpan().ContainsAnyExcept(0f) ? _biases : null;

    public void Set(int unit, ReadOnlySpan<double> w, double biasW, ReadOnlySpan<double> v, double biasV)
    {
        Vectors.Narrow(1, w, Body.AsSpan(unit * Inputs, Inputs));
        Vectors.Narrow(1, v, Body.AsSpan((Count + unit) * Inputs, Inputs));
        (_biases[unit], _biases[Count + unit]) = ((float)biasW, (float)biasV);
    }

    public void SetHead(int output, int unit, double weight) => Head[(output * Count) + unit] = (float)weight;
}
