using System.Numerics;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>A tensor has at most 2³¹−1 elements: rows and columns are indexed by 32-bit numbers.</summary>
internal static class ElementLimit
{
    public static bool Holds(IEnumerable<long> dims) => Count(dims) <= int.MaxValue;

    public static BigInteger Count(IEnumerable<long> dims) => dims.Aggregate(BigInteger.One, (product, dim) => product * dim);
}
