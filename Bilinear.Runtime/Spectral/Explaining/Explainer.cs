using System.Globalization;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral.Explaining;

/// <summary>Takes one sample apart: ĥ once, then for each direction its terms, its linear part, and what the model would answer without each term.</summary>
internal sealed class Explainer
{
    private readonly EigenSpectra _spectra;
    private readonly DataSet _data;
    private readonly int _sample;
    private readonly double[] _latent;
    private readonly double[] _outputs;
    private readonly double[]? _targets;
    private readonly bool _hasAnswers;

    /// <exception cref="ArgumentException">The data do not fit, or have no such sample.</exception>
    public Explainer(EigenSpectra spectra, ForwardPass forward, DataSet data, int sample)
    {
        (_spectra, _data, _sample) = (spectra, data, sample);
        DataCheck.FitsInput(spectra.Model, data);
        if (sample < 0 || sample >= data.Count)
            throw new ArgumentOutOfRangeException(nameof(sample), sample, string.Create(CultureInfo.InvariantCulture, $"There is no sample {sample} in {data.Name}: it has {data.Count:N0}, counted from 0."));
        var input = new float[data.SampleLength];
        data.CopyInputs(sample, input);
        var outputs = new float[spectra.Count];
        forward(input, outputs);

        // Nobody reads the target, without which there is no data set.
        var one = DataSet.Regression(data.Name, data.SampleShape, input, targets: new float[1]);
        _latent = spectra.InputsOf(one).Chunks().Single().Latent.Values;
        _outputs = Array.ConvertAll(outputs, output => (double)output);
        _targets = spectra.Port is { } port && DataCheck.ValuesOf(spectra.Model, port, data) is { } target
            ? [.. target.Values.Slice(sample * target.Length, target.Length).ToArray()]
            : null;
        _hasAnswers = spectra.Output is { HasAnswers: true, Rows: 1 };
    }

    /// <param name="directions">None for every output.</param>
    /// <exception cref="InvalidOperationException">A sum is not what the forward pass gives.</exception>
    public Explanation Run(IReadOnlyList<Direction> directions)
    {
        ExplainedOutput[] parts = directions.Count > 0
            ? [.. directions.Select(Along)]
            : [.. Enumerable.Range(0, _spectra.Count).OrderByDescending(output => _outputs[output]).Select(output => Of(_spectra[output], _spectra.Pairs[output]))];
        return new Explanation(_spectra, _data, _sample)
        {
            Label = DataCheck.LabelsOf(_spectra.Model, _spectra.Port!.Value, _data) is { } labels ? labels.Labels[_sample] : -1,
            Answer = _hasAnswers ? Exactness.ArgMax(_outputs) : -1,
            Outputs = _outputs,
            Probabilities = _hasAnswers ? [.. _outputs.Select((_, output) => Answers.Probability(_outputs, output))] : [],
            Parts = parts,
            Error = ErrorOf(parts),
        };
    }

    // An output by itself has a spectrum already.
    private ExplainedOutput Along(Direction direction)
    {
        if (direction.Output >= 0 && direction.Coefficients.Count == _spectra.Count)
            return Of(_spectra[direction.Output], _spectra.Pairs[direction.Output]);
        var (pairs, spectrum) = _spectra.PairsAlong(direction);
        return Of(spectrum, pairs);
    }

    private ExplainedOutput Of(EigenSpectrum spectrum, EigenPairs pairs)
    {
        var projections = pairs.Vectors.Times(_latent);
        double[] terms = [.. pairs.Values.Zip(projections, (value, projection) => value * projection * projection)];
        var size = terms.Sum(Math.Abs);
        var kept = spectrum.Places.ToHashSet();
        var subject = Exactness.ArgMax(spectrum.Direction.Span);
        return new ExplainedOutput(spectrum)
        {
            Class = subject,
            Value = Vectors.Dot(spectrum.Direction.Span, _outputs),
            Target = _targets is null ? null : Vectors.Dot(spectrum.Direction.Span, _targets),
            Probability = _hasAnswers ? Answers.Probability(_outputs, subject) : double.NaN,
            Terms = [.. spectrum.Places.Select((place, pair) => new ExplainedTerm(
                pair, pairs.Values[place], Vectors.Dot(spectrum.FormVectors.Row(pair), _latent), terms[place], size == 0 ? 0 : Math.Abs(terms[place]) / size, Without(spectrum.Direction, subject, terms[place])))
                .OrderByDescending(term => Math.Abs(term.Value))],
            RestTerms = [.. terms.Where((_, place) => !kept.Contains(place))],
            Linear = 2 * Vectors.Dot(spectrum.FormLinear, _latent),
        };
    }

    private CausalCheck? Without(Direction direction, int subject, double term)
    {
        if (!_hasAnswers)
            return null;
        double[] outputs = [.. _outputs];
        Answers.TakeOut(outputs, direction.Span, term);
        var (before, after, answer) = (Answers.Probability(_outputs, subject), Answers.Probability(outputs, subject), Exactness.ArgMax(outputs));
        return new CausalCheck(after, after - before, answer, answer != Exactness.ArgMax(_outputs));
    }

    private double ErrorOf(ExplainedOutput[] parts)
    {
        var worst = parts.MaxBy(part => Math.Abs(part.Sum - part.Value))!;
        var (difference, largest) = (Math.Abs(worst.Sum - worst.Value), Vectors.MaxMagnitude(_outputs));
        var error = largest == 0 ? difference : difference / largest;

        // Written so that a NaN is an error too.
        return error <= Exactness.Tolerance ? error : throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture,
            $"The terms of `{worst.Name}` sum to {worst.Sum:G7}, and the forward pass of {_spectra.Model.Name} gives {worst.Value:G7}: they differ by {error:0.0e+0} of the largest output, where rounding explains {Exactness.Tolerance:0e+0}. Decompose the weights that the forward pass has."));
    }
}
