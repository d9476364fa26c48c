using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Rows;

/// <summary>Computes sum[0, j] = Σ_i x[i, j], or adds that to what is there. A chunk is a stripe of columns; groups of 32 rows are summed in single precision, and groups in double.</summary>
internal unsafe struct SumRowsJob : IJob
{
    private const int StripeColumns = 64;
    private const int Group = 32;

    public Strided X;
    public float* Sum;
    public int Rows;
    public int Columns;

    /// <summary>Whether to add to what the sums are.</summary>
    public bool Adds;

    public readonly int Chunks => Ceiling.Divide(Columns, StripeColumns);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var totals = stackalloc double[TVector.Width];
        var lanes = stackalloc float[TVector.Width];
        var end = Math.Min(Columns, (chunk + 1) * StripeColumns);
        for (var j = chunk * StripeColumns; j < end; j += TVector.Width)
        {
            new Span<double>(totals, TVector.Width).Clear();
            for (var first = 0; first < Rows; first += Group)
            {
                var sum = TVector.Create(0f);
                for (var row = first; row < Math.Min(Rows, first + Group); row++)
                    sum += Tail.Load<TVector>(X.Row(row) + j, end - j);
                TVector.Store(sum, lanes);
                for (var lane = 0; lane < TVector.Width; lane++)
                    totals[lane] += lanes[lane];
            }
            for (var lane = 0; lane < Math.Min(TVector.Width, end - j); lane++)
                Sum[j + lane] = (float)(totals[lane] + (Adds ? Sum[j + lane] : 0));
        }
    }
}
