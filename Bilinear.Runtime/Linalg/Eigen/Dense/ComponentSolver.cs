using System.Numerics;
using Bilinear.Kernels.Cpu;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Dense;

/// <summary>A solver for one coupled block of a symmetric matrix, in the precision and vector width that fit.</summary>
internal abstract unsafe class ComponentSolver : IDisposable
{
    /// <summary>The values that were asked for, of the matrix over its scale.</summary>
    public abstract double[] Values { get; }

    /// <summary>Float where its rounding stays within 2e-7·√n; in smaller matrices it does not.</summary>
    public static ComponentSolver Create(int size, bool isDouble, Workers workers) => (Simd.Width, isDouble) switch
    {
        (16, true) => new DenseEigen<double, Lanes512<double>, Lanes512<double>>(size, workers),
        (16, false) => new DenseEigen<float, Lanes512<float>, Lanes512<double>>(size, workers),
        (8, true) => new DenseEigen<double, Lanes256<double>, Lanes256<double>>(size, workers),
        (8, false) => new DenseEigen<float, Lanes256<float>, Lanes256<double>>(size, workers),
        (_, true) => new DenseEigen<double, Lanes128<double>, Lanes128<double>>(size, workers),
        (_, false) => new DenseEigen<float, Lanes128<float>, Lanes128<double>>(size, workers),
    };

    /// <summary>Takes some rows and columns of a matrix, over 2^exponent; gives the largest difference across the diagonal.</summary>
    public abstract double Fill<TSource>(TSource* matrix, long stride, int[] rows, int exponent) where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>;

    /// <param name="chosen">Which pairs to compute, from the values in ascending order; null for all, ascending.</param>
    public abstract void Run(Func<IReadOnlyList<double>, IEnumerable<int>>? chosen);

    /// <summary>Writes a vector to its places in a row of the whole.</summary>
    public abstract void Write<TSource>(int place, int[] rows, TSource* target) where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>;

    public abstract void Dispose();
}
