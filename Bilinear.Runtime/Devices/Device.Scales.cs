using Bilinear.Tensors;

namespace Bilinear.Devices;

/// <summary>The scales 1/s of norms that divide by a root mean square over many rows, [1, n] of n channels.</summary>
public abstract partial class Device
{
    /// <summary>Computes the scale of a batch: s² = squares/rows + epsilon of each channel, or the mean of squares/rows over all channels, added up in their order, + epsilon.</summary>
    /// <param name="squares">Σ x² of each channel over the rows, [1, n].</param>
    /// <param name="scale">1/s, [1, n].</param>
    /// <param name="rows">The number of rows that the squares are sums over.</param>
    /// <param name="perChannel">Whether each channel has a scale of its own; else all get one number.</param>
    public abstract void BatchScale(View squares, View scale, int rows, float epsilon, bool perChannel);

    /// <summary>Computes dSquares = −½·scale³·dScale/rows of each channel, or −½·scale³·Σ dScale/(rows·n) for all: the adjoint of the squares under <see cref="BatchScale"/>.</summary>
    /// <param name="scale">What <see cref="BatchScale"/> gave.</param>
    public abstract void BatchScaleAdjoint(View scale, View dScale, View dSquares, int rows, bool perChannel);

    /// <summary>Moves a running scale towards that of a batch: s² ← s² + take·(s²_batch − s²), both given and kept as 1/s.</summary>
    /// <param name="take">1 to set it, 0 to leave it as it is.</param>
    public abstract void MeasureScale(View scale, View batch, float take);
}
