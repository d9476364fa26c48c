using Bilinear.Data;
using Bilinear.Kernels;
using Bilinear.Linalg;
using Bilinear.Spectral.Explaining;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral.Ablating;

/// <summary>One pass over the data for all ablations: y′ = y − Σ t·u/‖u‖² over the spectra that an ablation takes terms t out of.</summary>
internal sealed class AblationPass
{
    // Rows of one tally. Tallies are added in order, so the result does not depend on the number of threads.
    private const int BlockRows = 64;

    private readonly EigenSpectra _spectra;
    private readonly DataSet _data;
    private readonly IReadOnlyList<Ablation> _ablations;
    private readonly AblatedTerms[] _terms;
    private readonly DataTarget _target;
    private readonly bool _hasAnswers;

    /// <exception cref="ArgumentException">An ablation is of other spectra, or the data do not fit or have no targets for the output.</exception>
    public AblationPass(EigenSpectra spectra, DataSet data, IReadOnlyList<Ablation> ablations)
    {
        (_spectra, _data, _ablations) = (spectra, data, ablations);
        DataCheck.FitsInput(spectra.Model, data);
        DataCheck.Fits(spectra.Model, spectra.Output!, data);
        _hasAnswers = spectra.Output!.Loss == LossKind.CrossEntropy;
        _target = DataCheck.TargetOf(spectra.Model, spectra.Output, data);
        if (ablations.SelectMany(ablation => ablation.Parts).FirstOrDefault(part => !ReferenceEquals(part.Spectrum.Forms, spectra.Forms)) is { } foreign)
            throw new ArgumentException($"The ablation `{foreign}` is of another decomposition than `{spectra.Name}` of {spectra.Model.Name}: take the spectrum from the one that is measured.", nameof(ablations));
        _terms = [.. ablations.SelectMany(ablation => ablation.Parts).Select(part => part.Spectrum).Distinct().Select(spectrum => new AblatedTerms(spectrum, ablations))];
    }

    public AblationStudy Run()
    {
        var total = NewTallies();
        foreach (var (first, samples, latent) in _spectra.InputsOf(_data).Chunks())
        {
            var outputs = _spectra.Folded.Outputs(_spectra.Folded.Latent(samples));
            var taken = Array.ConvertAll(_terms, terms => terms.Of(latent, outputs));
            var blocks = new AblationTally[Ceiling.Divide(outputs.Rows, BlockRows)][];
            Workers.For(blocks.Length, block =>
            {
                blocks[block] = NewTallies();
                for (var row = block * BlockRows; row < Math.Min(outputs.Rows, (block + 1) * BlockRows); row++)
                    Count(first + row, row, outputs, taken, blocks[block]);
            });
            foreach (var block in blocks)
            {
                for (var index = 0; index < total.Length; index++)
                    total[index].Add(block[index]);
            }
        }

        var counts = new int[Classes];
        foreach (var label in _target.Labels)
            counts[label]++;
        var points = total.Select((tally, index) => tally.ToPoint(index == 0 ? null : _ablations[index - 1], _data.Count, (long)_data.Count * (_hasAnswers ? 1 : _spectra.Count), counts)).ToList();
        return new AblationStudy(_spectra, _data, points[0], points[1..], counts);
    }

    private int Classes => _hasAnswers ? _spectra.Count : 0;

    // The whole model first, then each ablation.
    private AblationTally[] NewTallies() => [.. Enumerable.Range(0, _ablations.Count + 1).Select(_ => new AblationTally(Classes))];

    private void Count(int sample, int row, Matrix outputs, Matrix[] taken, AblationTally[] tallies)
    {
        var whole = outputs.Row(row);
        var answer = _hasAnswers ? Exactness.ArgMax(whole) : -1;
        var largest = Vectors.MaxMagnitude(whole);
        var ablated = new double[whole.Length];
        for (var index = 0; index < tallies.Length; index++)
        {
            whole.CopyTo(ablated);
            for (var spectrum = 0; spectrum < taken.Length && index > 0; spectrum++)
            {
                if (taken[spectrum][row, index - 1] is var amount && amount != 0)
                    Answers.TakeOut(ablated, _terms[spectrum].Direction, amount);
            }

            if (_hasAnswers)
                tallies[index].Add(Answers.LogSum(ablated) - ablated[_target.Labels[sample]], index == 0 ? answer : Exactness.Decided(ablated, largest), answer, _target.Labels[sample]);
            else
                tallies[index].Add(SquaredError(sample, ablated), -1, -1, -1);
        }
    }

    private double SquaredError(int sample, double[] outputs)
    {
        var values = _target.Values.Slice(sample * outputs.Length, outputs.Length);
        var sum = 0.0;
        for (var output = 0; output < outputs.Length; output++)
            sum += (outputs[output] - values[output]) * (outputs[output] - values[output]);
        return sum;
    }
}
