using Bilinear.Data;

namespace Bilinear.Spectral;

/// <summary>
/// The weights of a model whose program has a <c>decompose</c> block, for a caller that meets the model at run time. The
/// generated class has the same method with a result of its own type.
/// </summary>
public interface IDecomposable
{
    /// <summary>Computes the whole block: one item for each entry, in the order of the block.</summary>
    /// <param name="data">Orders and signs the eigenvectors; <see cref="SpectrumOrder.MeanActivation"/> cannot do without.</param>
    /// <param name="cache">Keeps what the results are computed from for the next time; null to keep nothing. It changes no result.</param>
    /// <exception cref="ArgumentException">Data are missing where they are needed or have another shape, or a weight is NaN or infinite.</exception>
    IReadOnlyList<Decomposition> Decompose(DataSet? data = null, DecompositionCache? cache = null);
}
