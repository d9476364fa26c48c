namespace Bilinear.Tensors;

/// <summary>A right operand of a product, rearranged once for many products. What is inside is the device's own affair.</summary>
public abstract class PackedMatrix : IDisposable
{
    public abstract void Dispose();
}
