namespace Bilinear.Tensors;

/// <summary>A right operand of a product, rearranged once for many products. Each device has its own layout.</summary>
public abstract class PackedMatrix : IDisposable
{
    public abstract void Dispose();
}
