using Bilinear.Linalg;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Units;

namespace Bilinear.Spectral.Truncating;

/// <summary>
/// How far rounding to float32 may take the outputs of the whole model and of its truncation from their exact values: the
/// magnitudes of all products are carried through the forward pass, and a sum of n products counts √n unit roundoffs of its
/// size. That is what n independent roundings reach together (Higham and Mary, "A new approach to probabilistic rounding error
/// analysis", 2019); the worst case, n roundoffs of one sign, does not occur in practice.
/// </summary>
internal sealed class RoundingBound
{
    /// <summary>The unit roundoff of float32, 2⁻²⁴.</summary>
    public const double Unit = 5.960464477539063e-8;

    private readonly FoldedPath _path;
    private readonly double[] _input;                   // u√n ‖[E e]_i‖: the error of h_i for ‖[x; 1]‖ = 1
    private readonly (double[] Input, double[] Norms, double[] Bias) _w, _v;
    private readonly Matrix _head;                      // |U|
    private readonly Matrix? _residual;                 // |S|
    private readonly double[] _constant;                // |t|
    private readonly double _outputRoundings;           // u√n of the maps behind the bilinear layer
    private readonly double[][] _functionals;
    private readonly double[] _affine;

    public RoundingBound(EigenSpectra spectra, OrderedPairs[] pairs)
    {
        _path = spectra.Folded;
        var (path, sizes) = (spectra.Path, spectra.Sizes);
        int Terms(IReadOnlyList<AffineMap> maps) => maps.Sum(map => spectra.Model.Parameters[map.Weight].Columns + 1);
        var inputRoundings = Unit * Math.Sqrt(Terms(path.Input));
        var layerRoundings = Unit * Math.Sqrt(sizes.W.Columns + 1);
        _outputRoundings = Unit * Math.Sqrt(Terms(path.Output) + 1);

        _input = Norms(inputRoundings, sizes.E, sizes.InputOffset);
        _w = Factor(sizes.W, sizes.BiasW);
        _v = Factor(sizes.V, sizes.BiasV);
        (_head, _residual, _constant) = (sizes.U, sizes.S, sizes.Constant);

        // The truncation's own weights are rounded once more, when they are written.
        var unitRoundings = Unit * (Math.Sqrt(spectra.Coordinates.Columns + 1) + 1);
        _functionals = Array.ConvertAll(pairs, own => Norms(unitRoundings, own.Vectors.Times(spectra.Coordinates), own.Vectors.Times(spectra.Offset)));
        _affine = AffineUnits.Of(spectra.Forms) is { } affine ? Norms(unitRoundings, affine.Rows, affine.Constants) : new double[spectra.Count];

        (double[] Input, double[] Norms, double[] Bias) Factor(Matrix weight, double[] bias) => (
            weight.Times(_input),
            [.. Enumerable.Range(0, weight.Rows).Select(row => layerRoundings * Vectors.Norm(weight.Row(row)))],
            Array.ConvertAll(bias, value => layerRoundings * value));
    }

    /// <summary>‖[x; 1]‖.</summary>
    public static double Length(ReadOnlySpan<double> sample) => Norm(sample, 1);

    /// <summary>The error of v·ĥ as the truncation computes it, for ‖[x; 1]‖ = 1.</summary>
    /// <param name="pair">The pair's place in the order of the rule.</param>
    public double OfFunctional(int output, int pair) => _functionals[output][pair];

    /// <summary>The error of an output's linear and constant part as the truncation computes it, for ‖[x; 1]‖ = 1.</summary>
    public double OfAffine(int output) => _affine[output];

    /// <summary>The error of every output of the whole model, [samples, outputs].</summary>
    public Matrix OfWhole(Matrix samples)
    {
        var h = _path.Latent(samples);
        var (w, v) = _path.Factors(h);
        for (var row = 0; row < samples.Rows; row++)
        {
            var (length, norm) = (Length(samples.Row(row)), Vectors.Norm(h.Row(row)));
            var ws = w.MutableRow(row);
            var vs = v.Row(row);
            for (var unit = 0; unit < ws.Length; unit++)
            {
                // dg = dw·|v| + |w|·dv + dw·dv + u|wv|, and what the head's sum makes of |wv|
                var (left, right) = (Math.Abs(ws[unit]), Math.Abs(vs[unit]));
                var dw = (length * _w.Input[unit]) + (norm * _w.Norms[unit]) + _w.Bias[unit];
                var dv = (length * _v.Input[unit]) + (norm * _v.Norms[unit]) + _v.Bias[unit];
                ws[unit] = (dw * right) + (left * dv) + (dw * dv) + ((Unit + _outputRoundings) * left * right);
            }

            if (_residual is null)
                continue;
            var latent = h.MutableRow(row);
            for (var index = 0; index < latent.Length; index++)
                latent[index] = (length * _input[index]) + (_outputRoundings * Math.Abs(latent[index]));
        }

        var errors = w.TimesTransposed(_head).AddToRows(Array.ConvertAll(_constant, value => _outputRoundings * value));
        if (_residual is not null)
            Vectors.AddScaled(errors.Values, 1, h.TimesTransposed(_residual).Values);
        return errors;
    }

    // The errors of functionals whose sums have that many roundings, for ‖[x; 1]‖ = 1.
    private static double[] Norms(double roundings, Matrix rows, double[] shifts) =>
        [.. Enumerable.Range(0, rows.Rows).Select(row => roundings * Norm(rows.Row(row), shifts[row]))];

    private static double Norm(ReadOnlySpan<double> values, double last) => double.Hypot(Vectors.Norm(values), last);
}
