using Bilinear.Data;
using Bilinear.Kernels;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Truncating;

/// <summary>
/// One pass over the data for every k at once. The dropped directions of an output see the energy
/// E_k = ‖ĥ‖² − Σ_{i ≤ k} (v_i·ĥ)² of a sample, so the output's error lies between min(0, λ)·E_k and max(0, λ)·E_k over the dropped
/// λ, up to rounding (<see cref="RoundingBound"/>). Prefix sums over k give all of it.
/// </summary>
internal sealed class CurvePass
{
    // Rows of one tally. Tallies are added in order, so the result does not depend on the number of threads.
    private const int BlockRows = 64;

    private const double Epsilon = 2.220446049250313e-16;

    private readonly EigenSpectra _spectra;
    private readonly OrderedPairs[] _pairs;
    private readonly RoundingBound _rounding;
    private readonly DataSet _data;
    private readonly DataTarget? _labels;
    private readonly int _size;

    public CurvePass(EigenSpectra spectra, TruncationRule rule, DataSet data, DataTarget? labels)
    {
        (_spectra, _data, _labels, _size) = (spectra, data, labels, spectra.Coordinates.Rows);
        _pairs = [.. Enumerable.Range(0, spectra.Count).Select(output => new OrderedPairs(spectra, output, rule))];
        _rounding = new RoundingBound(spectra, _pairs);
    }

    public TruncationTally Run()
    {
        var total = new TruncationTally(_size);
        foreach (var (first, samples, vectors) in new LayerInputs(_data, _spectra.Coordinates, _spectra.Offset).Chunks())
        {
            var rounding = _rounding.OfWhole(samples);
            var projections = Array.ConvertAll(_pairs, pairs => vectors.TimesTransposed(pairs.Vectors));
            var offsets = Array.ConvertAll(_pairs, _ => new double[vectors.Rows]);
            for (var output = 0; output < _pairs.Length; output++)
                FillOffsets(output, vectors, offsets[output]);

            var blocks = new TruncationTally[Ceiling.Divide(vectors.Rows, BlockRows)];
            Workers.For(blocks.Length, block =>
            {
                blocks[block] = new TruncationTally(_size);
                var sample = new Sample(_pairs, projections, offsets, _rounding, samples, rounding);
                for (var row = block * BlockRows; row < Math.Min(vectors.Rows, (block + 1) * BlockRows); row++)
                    sample.Count(row, Vectors.Dot(vectors.Row(row), vectors.Row(row)), _labels is null ? -1 : _labels.Labels[first + row], blocks[block]);
            });
            foreach (var block in blocks)
                total.Add(block);
        }

        return total;
    }

    // 2q·ĥ + c, which every truncation keeps.
    private void FillOffsets(int output, Matrix vectors, double[] offsets)
    {
        var linear = _spectra[output].FormLinear;
        for (var row = 0; row < offsets.Length; row++)
            offsets[row] = _spectra[output].Constant + (2 * Vectors.Dot(linear, vectors.Row(row)));
    }

    /// <summary>Walks one sample from none kept to all.</summary>
    private sealed class Sample(OrderedPairs[] pairs, Matrix[] projections, double[][] offsets, RoundingBound bound, Matrix samples, Matrix whole)
    {
        private readonly double[] _whole = new double[pairs.Length];
        private readonly double[] _kept = new double[pairs.Length];
        private readonly double[] _left = new double[pairs.Length];
        private readonly double[] _sizes = new double[pairs.Length];        // Σ |λ|(v·ĥ)² + |2q·ĥ + c|
        private readonly double[] _errors = new double[pairs.Length];       // what rounding v·ĥ adds to the sum
        private readonly double[] _roundings = new double[pairs.Length];    // of the whole and the truncated output together
        private double _length;

        public void Count(int row, double energy, int label, TruncationTally tally)
        {
            var size = pairs[0].Values.Length;
            SumWhole(row);
            var answer = Exactness.ArgMax(_whole);
            tally.LargestOutput = Math.Max(tally.LargestOutput, Vectors.MaxMagnitude(_whole));

            Start(row, energy);
            for (var k = 1; k <= size; k++)
            {
                Keep(row, k - 1);
                Round(row, k);
                ref var entry = ref tally[k];
                var truncated = Exactness.ArgMax(_kept);
                entry.Correct += truncated == label ? 1 : 0;
                entry.Agreeing += truncated == answer ? 1 : 0;
                entry.Certified += IsCertified(truncated, k, energy) ? 1 : 0;
                for (var output = 0; output < pairs.Length; output++)
                {
                    var largest = Math.Max(pairs[output].Upper[k], -pairs[output].Lower[k]);
                    entry.Add(Math.Abs(_whole[output] - _kept[output]), (largest * Left(output, energy)) + _roundings[output], (largest * energy) + _roundings[output]);
                }
            }
        }

        // In the order in which the kept sums grow, so that all pairs together are the whole to the last bit.
        private void SumWhole(int row)
        {
            for (var output = 0; output < pairs.Length; output++)
            {
                var sum = offsets[output][row];
                for (var k = 0; k < pairs[output].Values.Length; k++)
                {
                    var projection = projections[output][row, k];
                    sum += pairs[output].Values[k] * (projection * projection);
                }
                _whole[output] = sum;
            }
        }

        private void Start(int row, double energy)
        {
            _length = RoundingBound.Length(samples.Row(row));
            for (var output = 0; output < pairs.Length; output++)
            {
                (_kept[output], _left[output]) = (offsets[output][row], energy);
                (_sizes[output], _errors[output]) = (Math.Abs(offsets[output][row]), bound.OfAffine(output) * _length);
            }
        }

        private void Keep(int row, int k)
        {
            for (var output = 0; output < pairs.Length; output++)
            {
                var (value, projection) = (pairs[output].Values[k], projections[output][row, k]);
                var square = projection * projection;
                _kept[output] += value * square;
                _left[output] -= square;
                var error = bound.OfFunctional(output, k) * _length;
                _sizes[output] += Math.Abs(value) * square;
                _errors[output] += Math.Abs(value) * error * ((2 * Math.Abs(projection)) + error);
            }
        }

        // The error that float32 may cause in the whole and the truncated output: each term λ(v·ĥ)² is rounded three times, and the sum has k + 1 terms.
        private void Round(int row, int k)
        {
            var terms = (3 + Math.Sqrt(k + 2)) * RoundingBound.Unit;
            for (var output = 0; output < pairs.Length; output++)
                _roundings[output] = whole[row, output] + _errors[output] + (terms * _sizes[output]);
        }

        // E_k, and what rounding and vectors that are not quite orthonormal may have taken from it.
        private double Left(int output, double energy) => Math.Max(0, _left[output]) + ((pairs[output].Defect + (pairs[0].Values.Length * Epsilon)) * energy);

        // Is the answer's lowest possible output above the highest possible one of each other?
        private bool IsCertified(int answer, int k, double energy)
        {
            var lowest = _kept[answer] + (pairs[answer].Lower[k] * Left(answer, energy)) - _roundings[answer];
            for (var output = 0; output < pairs.Length; output++)
            {
                if (output != answer && lowest <= _kept[output] + (pairs[output].Upper[k] * Left(output, energy)) + _roundings[output])
                    return false;
            }

            return true;
        }
    }
}
