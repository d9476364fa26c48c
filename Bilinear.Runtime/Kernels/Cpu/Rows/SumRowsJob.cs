using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Rows;

/// <summary>sum[0, j] = Σ_i x[i, j]. A chunk is a stripe of columns; every 64 rows are summed apart, so that rounding grows with rows/64.</summary>
internal unsafe struct SumRowsJob : IJob
{
    private const int StripeColumns = 64;
    private const int Group = 64;

    public Strided X;
    public float* Sum;
    public int Rows;
    public int Columns;

    public readonly int Chunks => (Columns + StripeColumns - 1) / StripeColumns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var end = Math.Min(Columns, (chunk + 1) * StripeColumns);
        for (var j = chunk * StripeColumns; j < end; j += TVector.Width)
        {
            var total = TVector.Create(0f);
            for (var first = 0; first < Rows; first += Group)
            {
                var sum = TVector.Create(0f);
                for (var row = first; row < Math.Min(Rows, first + Group); row++)
                    sum += Lanes.Load<TVector>(X.Row(row) + j, end - j);
                total += sum;
            }
            Lanes.Store(total, Sum + j, end - j);
        }
    }
}
