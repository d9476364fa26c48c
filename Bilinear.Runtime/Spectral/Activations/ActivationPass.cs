using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Activations;

/// <summary>Reads texts, and keeps of each spectrum where it responds most.</summary>
internal sealed class ActivationPass(StreamNumbers numbers, IReadOnlyList<LayerSpectrum> spectra, int excerpts)
{
    private readonly Found[] _found = [.. spectra.Select(spectrum => new Found(spectrum, excerpts))];

    public TextActivations Run(DataSet data, TextSamples texts, int[] chosen)
    {
        int[][] all = [.. chosen.Select(texts.TokensOf)];
        var leavesFirstOut = all.Length > 1 && all.All(tokens => tokens[0] == all[0][0]);
        var positions = 0L;
        foreach (var (tokens, text) in all.Zip(chosen))
        {
            positions += tokens.Length - (leavesFirstOut ? 1 : 0);
            var pass = new StreamPass(numbers, tokens);
            foreach (var layer in _found.GroupBy(found => found.Spectrum.Branch))
            {
                // h = x / r
                var h = Norms.Divided(numbers.Branches[layer.Key].Branch.Norm, pass.ReadBy(layer.Key));
                foreach (var found in layer)
                    found.Add(text, tokens, h, leavesFirstOut);
            }
        }

        return new TextActivations(data, all.Length, positions, leavesFirstOut, [.. _found.Select(found => found.Result(positions))]);
    }

    private sealed class Found(LayerSpectrum spectrum, int excerpts)
    {
        private readonly TopExcerpts[] _pairs = [.. spectrum.Numbers.Select(_ => new TopExcerpts(excerpts))];
        private readonly double[] _sums = new double[spectrum.Numbers.Count];
        private readonly (TopExcerpts Most, TopExcerpts Least) _whole = (new(excerpts), new(excerpts));

        public LayerSpectrum Spectrum => spectrum;

        public void Add(int text, int[] tokens, Matrix h, bool leavesFirstOut)
        {
            // (v·h)² of all eigenvectors, a row for each
            var squares = spectrum.Whole.Pairs.Vectors.TimesTransposed(h);
            Vectors.Multiply(squares.Values, squares.Values, squares.Values);
            var whole = h.Times(spectrum.Whole.Linear);
            for (var position = 0; position < whole.Length; position++)
                whole[position] *= 2;
            for (var pair = 0; pair < squares.Rows; pair++)
                Vectors.AddScaled(whole, spectrum.Whole.Pairs.Values[pair], squares.Row(pair));

            if (leavesFirstOut)
                whole[0] = double.NaN;
            _whole.Most.Offer(text, tokens, whole, whole);
            _whole.Least.Offer(text, tokens, [.. whole.Select(value => -value)], whole);
            for (var kept = 0; kept < _pairs.Length; kept++)
            {
                var sizes = squares.Row(spectrum.Numbers[kept]).ToArray();
                if (leavesFirstOut)
                    sizes[0] = double.NaN;
                double[] values = [.. sizes.Select(size => spectrum.Pairs.Values[kept] * size)];
                _sums[kept] += values.Where(value => !double.IsNaN(value)).Sum();
                _pairs[kept].Offer(text, tokens, sizes, values);
            }
        }

        public LayerActivations Result(long positions) => new(
            [.. _pairs.Select((pair, kept) => new PairActivations(positions == 0 ? 0 : _sums[kept] / positions, pair.Kept))], _whole.Most.Kept, _whole.Least.Kept);
    }
}
