using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class MatrixTests
{
    [Fact]
    public void AMatrixThatNoArrayCanHold_IsRefusedWithItsSizes() =>
        Assert.StartsWith("A matrix of 50000 × 50000 is larger", Assert.Throws<InsufficientMemoryException>(() => new Matrix(50_000, 50_000)).Message, StringComparison.Ordinal);
}
