namespace Examples.Gates;

/// <summary>The symmetric matrix Q of an output y(x) = xᵀQx of four bits.</summary>
internal sealed class Form
{
    private readonly double[,] _elements = new double[Bits.Count, Bits.Count];

    public double this[int row, int column] => _elements[row, column];

    /// <summary>The form that is known beforehand: of a gate on two of the bits.</summary>
    public static Form Of(Gate gate, (int First, int Second) pair)
    {
        var form = new Form();
        form._elements[pair.First, pair.First] = gate.A;
        form._elements[pair.Second, pair.Second] = gate.B;
        form._elements[pair.First, pair.Second] = form._elements[pair.Second, pair.First] = gate.C;
        return form;
    }

    /// <summary>The form that the weights of a trained model have for one of its outputs.</summary>
    public static Form Of(Logic model, int output)
    {
        // Q = ½ Σ_a u_a (w_a v_aᵀ + v_a w_aᵀ), w and v the rows of body.weight = [W; V], u the output's row of the head
        var (stacked, head) = (model.ReadParameter("body.weight"), model.ReadParameter("head.weight"));
        var hidden = stacked.Length / (2 * Bits.Count);
        var form = new Form();
        for (var a = 0; a < hidden; a++)
        {
            var w = stacked.AsSpan(a * Bits.Count, Bits.Count);
            var v = stacked.AsSpan((hidden + a) * Bits.Count, Bits.Count);
            for (var i = 0; i < Bits.Count; i++)
            {
                for (var j = 0; j < Bits.Count; j++)
                    form._elements[i, j] += 0.5 * head[output * hidden + a] * ((double)w[i] * v[j] + (double)v[i] * w[j]);
            }
        }

        return form;
    }

    /// <summary>The largest difference of an element of two forms.</summary>
    public double DistanceTo(Form other) => _elements.Cast<double>().Zip(other._elements.Cast<double>(), (left, right) => Math.Abs(left - right)).Max();
}
