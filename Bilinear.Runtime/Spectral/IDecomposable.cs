using Bilinear.Data;

namespace Bilinear.Spectral;

/// <summary>
/// The weights of a model whose program has a <c>decompose</c> block, for a caller that meets the model at run time. The
/// generated class has the same method with a result of its own type.
/// </summary>
public interface IDecomposable
{
    /// <summary>Computes the whole block: the result has one item for each entry, in the order of the block.</summary>
    /// <param name="data">The samples that the signs of eigenvectors, mean activations and top inputs are measured on; <see cref="SpectrumOrder.MeanActivation"/> needs them.</param>
    /// <param name="cache">Keeps intermediate results for the next call; null to keep nothing. A cache changes no result.</param>
    /// <exception cref="ArgumentException">Data are missing where they are needed or have another shape, or a weight is NaN or infinite.</exception>
    IReadOnlyList<Decomposition> Decompose(DataSet? data = null, DecompositionCache? cache = null);
}
