using Bilinear.Kernels;
using Bilinear.Kernels.Cpu;
using Bilinear.Kernels.Cpu.Losses;
using Bilinear.Kernels.Cpu.Tokens;
using Bilinear.Tensors;

namespace Bilinear.Devices;

internal sealed unsafe partial class CpuDevice
{
    public override void Embed(View tokens, View table, View y)
    {
        Shapes.Embed(this, tokens, table, y);
        using var call = Begin();
        var job = new EmbedJob
        {
            Tokens = call.Hold(tokens),
            Table = call.Hold(table),
            Y = call.Hold(y),
            Vocabulary = table.Rows,
            Columns = table.Columns,
            Blocks = new RowBlocks(y.Rows, y.Columns),
        };
        call.Run(ref job, job.Blocks.Chunks);
    }

    public override void EmbedAdjoint(View tokens, View dy, View dTable, bool adds)
    {
        Shapes.EmbedAdjoint(this, tokens, dy, dTable);
        using var call = Begin();
        var job = new EmbedAdjointJob
        {
            Tokens = call.Hold(tokens),
            Dy = call.Hold(dy),
            DTable = call.Hold(dTable),
            Rows = tokens.Rows,
            Adds = adds,
            Vocabulary = dTable.Rows,
            Columns = dTable.Columns,
        };
        call.Run(ref job, job.Chunks);
    }

    public override void Rotate(View x, View positions, View y, int heads, double @base, bool inverse)
    {
        Shapes.Rotate(this, x, positions, y, heads, @base);
        using var call = Begin();
        Rotary.Run(call, x, positions, y, heads, @base, inverse);
    }

    public override void LinearCrossEntropy(View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias)
    {
        Shapes.LinearCrossEntropy(this, x, weight, bias, targets, loss, dx, dWeight, dBias);
        using var call = Begin();
        LinearLoss.Run(call, x, weight, bias, targets, loss, dx, dWeight, dBias);
    }
}
