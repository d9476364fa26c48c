using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Measured;
using Bilinear.Spectral.Svd;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// Computes a few eigenvectors of interaction matrices without the rest of the spectrum, for large models whose whole spectra
/// would take long. Biases and residuals, whose parts are linear and constant, are no part of an interaction matrix.
/// </summary>
public static class LeadingDirections
{
    /// <summary>Computes the leading pairs of every output of a path.</summary>
    /// <inheritdoc cref="Along"/>
    public static IReadOnlyList<LeadingPairs> OfOutputs(ModelWeights weights, QuadraticPath path, int count, SpectrumEnd end = SpectrumEnd.Magnitude, SpectrumBasis basis = SpectrumBasis.Latent)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(path);
        using var entered = Workers.Of(weights.Device).Enter();
        var tensor = LayerTensor.Read(ParameterReader.Of(weights), path);
        return Of(tensor, tensor.Outer is null ? Matrix.Identity(tensor.Rank) : tensor.Outer, count, end, basis);
    }

    /// <summary>Computes the leading pairs of one direction u among a path's outputs: the leading pairs of Q_u.</summary>
    /// <param name="direction">u, one coefficient per output.</param>
    /// <param name="count">The number of pairs, from 1 to the size of the basis.</param>
    /// <param name="end">The end of the spectrum that leads.</param>
    /// <exception cref="ArgumentException">The direction has another length, or a weight is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many pairs.</exception>
    public static LeadingPairs Along(
        ModelWeights weights, QuadraticPath path, ReadOnlySpan<double> direction, int count, SpectrumEnd end = SpectrumEnd.Magnitude, SpectrumBasis basis = SpectrumBasis.Latent)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(path);
        using var entered = Workers.Of(weights.Device).Enter();
        var tensor = LayerTensor.Read(ParameterReader.Of(weights), path);
        if (direction.Length != tensor.Outputs)
            throw new ArgumentException($"The path has {tensor.Outputs} outputs, and the direction {direction.Length} numbers: give one for each.", nameof(direction));
        return Of(tensor, tensor.Pull(direction), count, end, basis)[0];
    }

    /// <param name="places">The directions in the narrowest layer, one per row.</param>
    internal static LeadingPairs[] Of(LayerTensor tensor, Matrix places, int count, SpectrumEnd end, SpectrumBasis basis)
    {
        var (w, v, view) = (tensor.W, tensor.V, tensor.E);
        if (basis == SpectrumBasis.Input)
        {
            // E = LZᵀ: in the coordinates of Z pictures are orthonormal.
            var lq = new ThinLq(tensor.E);
            (w, v, view) = (w.Times(lq.L), v.Times(lq.L), lq.Q);
        }

        return Array.ConvertAll(FormSolver.Leading(w, v, tensor.Units(places), count, end), found =>
        {
            var isLatent = basis == SpectrumBasis.Latent;
            var vectors = Signed(isLatent ? found.Pairs.Vectors : found.Pairs.Vectors.Times(view));
            return new LeadingPairs(found.Pairs.Values, vectors, isLatent ? vectors.Times(view) : vectors, found.SquaredNorm);
        });
    }

    // The component of largest magnitude is positive.
    private static Matrix Signed(Matrix vectors)
    {
        var signed = new Matrix(vectors.Rows, vectors.Columns);
        for (var row = 0; row < vectors.Rows; row++)
            Vectors.AddScaled(signed.MutableRow(row), Responses.SignOf(vectors.Row(row)), vectors.Row(row));
        return signed;
    }
}
