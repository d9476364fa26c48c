using Bilinear.Kernels.Gpu.Products;
using Bilinear.Kernels.Gpu.Rows;
using Bilinear.Tensors;
using ILGPU;

namespace Bilinear.Kernels.Gpu.Losses;

/// <summary>
/// Computes the cross-entropy of logits = x·weightᵀ + bias chunk by chunk of rows: the logits of a chunk, their losses, dLogits in their place,
/// then dx = dLogits·weight, dWeight += dLogitsᵀ·x and dBias += Σ dLogits.
/// </summary>
internal static class LinearLoss
{
    /// <summary>The most logits of a chunk, 16 MiB.</summary>
    private const int MaxLogits = 1 << 22;

    public static void Launch(GpuQueue queue, View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias)
    {
        var (rows, classes) = (x.Rows, weight.Rows);
        var perChunk = Math.Clamp(MaxLogits / Math.Max(1, classes), 1, Math.Max(1, rows));
        var scratch = queue.Scratch<float>(checked(rows + 1 + perChunk * classes));
        var (losses, counted, logits) = (scratch.SubView(0, rows), scratch.SubView(rows, 1), scratch.SubView(rows + 1, (long)perChunk * classes));
        CountKernel.Launch(queue, GpuMatrix.Of(targets), rows, counted);
        // Without rows there is a chunk too, which makes the gradients zero.
        for (var row = 0; row == 0 || row < rows; row += perChunk)
        {
            var count = Math.Min(perChunk, rows - row);
            Chunk(queue, Rows(x, row, count), weight, bias, Rows(targets, row, count), counted, losses.SubView(row, count), new GpuMatrix(logits, classes, 1), Rows(dx, row, count), dWeight, dBias, isFirst: row == 0);
        }
        MeanKernel.Launch(queue, losses, GpuMatrix.Of(loss), counted);
    }

    private static View Rows(View view, int start, int count) => view.IsNone ? view : view with { Offset = view.Offset + (long)start * view.RowStride, Rows = count };

    private static void Chunk(GpuQueue queue, View x, View weight, View bias, View targets, ArrayView<float> counted, ArrayView<float> losses, GpuMatrix logits, View dx, View dWeight, View dBias, bool isFirst)
    {
        var (rows, depth, classes) = (x.Rows, x.Columns, weight.Rows);
        var hasGradient = !dx.IsNone || !dWeight.IsNone || !dBias.IsNone;
        if (rows > 0)
        {
            Multiply(queue, GpuMatrix.Of(x), GpuMatrix.Of(weight.T), logits, bias.IsNone ? null : GpuMatrix.Of(bias.Broadcast(rows)), rows, classes, depth);
            CrossEntropyKernel.Launch(queue, logits, GpuMatrix.Of(targets), counted, losses, logits, classes, hasGradient);
            if (!dx.IsNone)
                Multiply(queue, logits, GpuMatrix.Of(weight), GpuMatrix.Of(dx), null, rows, depth, classes);
        }
        if (!dWeight.IsNone)
            Multiply(queue, logits.T, GpuMatrix.Of(x), GpuMatrix.Of(dWeight), isFirst ? null : GpuMatrix.Of(dWeight), classes, depth, rows);
        if (!dBias.IsNone)
            SumRowsKernel.Launch(queue, logits, GpuMatrix.Of(dBias), rows, classes, adds: !isFirst);
    }

    // output = a·b, or output = addend + a·b
    private static void Multiply(GpuQueue queue, GpuMatrix a, GpuMatrix b, GpuMatrix output, GpuMatrix? addend, int rows, int columns, int depth)
    {
        if (rows == 0 || columns == 0)
            return;
        if (addend is { } sum)
            ProductKernel<OneProduct, Accumulate>.Launch(queue, a, b, new() { In0 = sum, Out0 = output }, rows, columns, depth);
        else
            ProductKernel<OneProduct, Store>.Launch(queue, a, b, new() { Out0 = output }, rows, columns, depth);
    }
}
