using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Fusion;

/// <summary>Operators that compute an element from the elements at the same place.</summary>
internal static class Pointwise
{
    public static bool Is(Operator op) => op is Add or Multiply or Scale or Unary;

    /// <summary>Whether whoever reads the result may as well compute it again: it reads as much memory as its only input.</summary>
    public static bool IsCheap(Operator op) => op is Scale or Unary;
}
