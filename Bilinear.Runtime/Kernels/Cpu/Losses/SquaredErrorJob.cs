using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Losses;

/// <summary>Computes squared errors. Row i's part of the sum is Σ_j (output[i, j] − target[i, j])²; dOutput = 2·(output − target)/(rows·columns).</summary>
internal unsafe struct SquaredErrorJob : IJob
{
    public Strided Output;
    public Strided Targets;
    public Strided DOutput;
    public int Columns;
    public float Scale;
    public RowBlocks Blocks;

    /// <summary>The part of the sum that each chunk adds.</summary>
    public double* Sums;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var total = 0.0;
        var scale = TVector.Create(Scale);
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
        {
            var sum = TVector.Create(0f);
            for (var j = 0; j < Columns; j += TVector.Width)
            {
                var difference = Tail.Load<TVector>(Output.Row(row) + j, Columns - j) - Tail.Load<TVector>(Targets.Row(row) + j, Columns - j);
                TVector.Accumulate(difference, difference, ref sum);
                if (DOutput.Start is not null)
                    Tail.Store(difference * scale, DOutput.Row(row) + j, Columns - j);
            }
            total += TVector.Sum(sum);
        }
        Sums[chunk] = total;
    }
}
