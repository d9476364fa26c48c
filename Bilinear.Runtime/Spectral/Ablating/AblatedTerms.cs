using Bilinear.Linalg;

namespace Bilinear.Spectral.Ablating;

/// <summary>
/// What the ablations take out of one spectrum: t = M s, with s_i = λ_i(v_i·ĥ)² of the pairs that any of them names, and M one row
/// of signs for each ablation. One that keeps only some pairs takes the whole quadratic part and gives those back.
/// </summary>
internal sealed class AblatedTerms
{
    private readonly EigenSpectrum _spectrum;
    private readonly double[] _values;
    private readonly Matrix _vectors;
    private readonly Matrix _signs;
    private readonly bool[] _takesAll;

    public AblatedTerms(EigenSpectrum spectrum, IReadOnlyList<Ablation> ablations)
    {
        _spectrum = spectrum;
        AblatedSpectrum?[] parts = [.. ablations.Select(ablation => ablation.Parts.FirstOrDefault(part => part.Spectrum == spectrum))];
        int[] named = [.. parts.SelectMany(part => part?.Pairs ?? []).Distinct().Order()];
        _values = [.. named.Select(pair => spectrum.Values[pair])];
        _vectors = new Matrix(named.Length, spectrum.FormVectors.Columns);
        for (var row = 0; row < named.Length; row++)
            spectrum.FormVectors.Row(named[row]).CopyTo(_vectors.MutableRow(row));

        _signs = new Matrix(ablations.Count, named.Length);
        _takesAll = Array.ConvertAll(parts, part => part is { KeepsOnly: true });
        for (var ablation = 0; ablation < parts.Length; ablation++)
        {
            foreach (var pair in parts[ablation]?.Pairs ?? [])
                _signs[ablation, Array.BinarySearch(named, pair)] = parts[ablation]!.KeepsOnly ? -1 : 1;
        }
    }

    /// <summary>u.</summary>
    public ReadOnlySpan<double> Direction => _spectrum.Direction.Span;

    /// <summary>t of every sample and ablation, [samples, ablations].</summary>
    /// <param name="latent">ĥ, one row per sample.</param>
    /// <param name="outputs">y of the whole model.</param>
    public Matrix Of(Matrix latent, Matrix outputs)
    {
        var terms = latent.TimesTransposed(_vectors);
        for (var row = 0; row < terms.Rows; row++)
        {
            var values = terms.MutableRow(row);
            for (var pair = 0; pair < values.Length; pair++)
                values[pair] = _values[pair] * values[pair] * values[pair];
        }

        var taken = terms.TimesTransposed(_signs);
        for (var row = 0; row < taken.Rows && _takesAll.Contains(true); row++)
        {
            // u·y − 2q·ĥ − c
            var quadratic = Vectors.Dot(Direction, outputs.Row(row)) - (2 * Vectors.Dot(_spectrum.FormLinear, latent.Row(row))) - _spectrum.Constant;
            for (var ablation = 0; ablation < _takesAll.Length; ablation++)
                taken[row, ablation] += _takesAll[ablation] ? quadratic : 0;
        }

        return taken;
    }
}
