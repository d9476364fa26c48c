using System.Numerics;
using Bilinear.Kernels.Cpu;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Dense;

/// <summary>A solver for one coupled block of a symmetric matrix, in the precision and vector width that fit.</summary>
internal abstract unsafe class ComponentSolver : IDisposable
{
    /// <summary>The requested eigenvalues of the scaled matrix.</summary>
    public abstract double[] Values { get; }

    /// <summary>Creates a solver in float where rounding stays within 2e-7·√n, and in double for smaller matrices, where it does not.</summary>
    public static ComponentSolver Create(int size, bool isDouble, Workers workers) => (Simd.Width, isDouble) switch
    {
        (16, true) => new DenseEigen<double, Lanes512<double>, Lanes512<double>>(size, workers),
        (16, false) => new DenseEigen<float, Lanes512<float>, Lanes512<double>>(size, workers),
        (8, true) => new DenseEigen<double, Lanes256<double>, Lanes256<double>>(size, workers),
        (8, false) => new DenseEigen<float, Lanes256<float>, Lanes256<double>>(size, workers),
        (_, true) => new DenseEigen<double, Lanes128<double>, Lanes128<double>>(size, workers),
        (_, false) => new DenseEigen<float, Lanes128<float>, Lanes128<double>>(size, workers),
    };

    /// <summary>Takes some rows and columns of a matrix, divided by 2^exponent, and returns the largest difference across the diagonal.</summary>
    public abstract double Fill<TSource>(TSource* matrix, long stride, int[] rows, int exponent) where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>;

    /// <param name="chosen">Which pairs to compute, from the values in ascending order; null for all, ascending.</param>
    public abstract void Run(Func<IReadOnlyList<double>, IEnumerable<int>>? chosen);

    /// <summary>Writes a vector to its coordinates in a row of the whole matrix of vectors.</summary>
    public abstract void Write<TSource>(int place, int[] rows, TSource* target) where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>;

    public abstract void Dispose();
}
