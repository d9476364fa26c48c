using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Tokens;

/// <summary>Turns rows by their positions. Cosines and sines are computed once for all heads, and once for all rows of a position where there are fewer positions than rows.</summary>
internal static unsafe class Rotary
{
    public static void Run(Call call, View x, View positions, View y, int heads, double @base, bool inverse)
    {
        if (x.Rows == 0)
            return;
        var pairs = x.Columns / heads / 2;
        var ofRows = call.Hold(positions);
        var (least, most) = Range(ofRows, x.Rows);
        var isByPosition = least >= 0 && most < x.Rows;
        var lines = isByPosition ? most + 1 : x.Rows;
        var frequencies = (ulong*)call.Shared(2L * pairs * (1 + lines));
        Turns.Frequencies(new Span<ulong>(frequencies, pairs), @base);
        var turns = new TurnsJob
        {
            Frequencies = frequencies,
            Positions = isByPosition ? default : ofRows,
            Table = (float*)(frequencies + pairs),
            Pairs = pairs,
            IsInverse = inverse,
            Blocks = new RowBlocks(lines, 2 * pairs),
        };
        call.Run(ref turns, turns.Blocks.Chunks);
        var rotate = new RotateJob
        {
            X = call.Hold(x),
            Y = call.Hold(y),
            Positions = isByPosition ? ofRows : default,
            Table = turns.Table,
            Pairs = pairs,
            Heads = heads,
            Blocks = new RowBlocks(x.Rows, x.Columns),
        };
        call.Run(ref rotate, rotate.Blocks.Chunks);
    }

    private static (int Least, int Most) Range(Strided positions, int rows)
    {
        var (least, most) = (int.MaxValue, int.MinValue);
        for (var row = 0; row < rows; row++)
        {
            var position = *(int*)positions.Row(row);
            least = Math.Min(least, position);
            most = Math.Max(most, position);
        }
        return (least, most);
    }
}
