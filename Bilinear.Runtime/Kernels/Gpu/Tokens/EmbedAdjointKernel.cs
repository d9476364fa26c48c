using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Tokens;

/// <summary>
/// Computes dTable[t] = Σ dy[i], or adds it to what is there, over the rows i of token t. Each token has a group, which looks through all rows for its own in their
/// order; each thread adds columns of its own, so that nobody waits for anybody's sum.
/// </summary>
internal static class EmbedAdjointKernel
{
    public static void Launch(GpuQueue queue, View tokens, View dy, View dTable, bool adds)
    {
        if (dTable.Rows == 0)
            return;
        var launch = queue.Load(typeof(EmbedAdjointKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuMatrix, int, int, float>(Run));
        launch(Groups.Rows(dTable.Rows), GpuMatrix.Of(tokens), GpuMatrix.Of(dy), GpuMatrix.Of(dTable), dy.Rows, dy.Columns, adds ? 1 : 0);
    }

    /// <param name="kept">1 if the sums are added to what is there; else 0.</param>
    private static void Run(GpuMatrix tokens, GpuMatrix dy, GpuMatrix dTable, int rows, int columns, float kept)
    {
        var some = SharedMemory.Allocate<int>(Groups.RowThreads);
        var token = Grid.IdxX;
        for (var column = Group.IdxX; column < columns; column += Groups.RowThreads)
            dTable[token, column] = kept == 0 ? 0f : dTable[token, column];
        for (var first = 0; first < rows; first += Groups.RowThreads)
        {
            var own = -1;
            if (first + Group.IdxX < rows)
                own = tokens.Integer(first + Group.IdxX, 0);
            some[Group.IdxX] = own;
            Group.Barrier();
            for (var i = 0; i < Groups.RowThreads; i++)
            {
                if (some[i] == token)
                {
                    for (var column = Group.IdxX; column < columns; column += Groups.RowThreads)
                        dTable[token, column] += dy[first + i, column];
                }
            }
            Group.Barrier();
        }
    }
}
