using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Losses;

/// <summary>Computes losses, which are means: chunks sum their rows in double, and the sums are added in the chunks' order.</summary>
internal static unsafe class Loss
{
    public static void CrossEntropy(Call call, View logits, View targets, View loss, View dLogits)
    {
        var job = new CrossEntropyJob
        {
            Logits = call.Hold(logits),
            Targets = call.Hold(targets),
            DLogits = call.Hold(dLogits),
            Rows = logits.Rows,
            Classes = logits.Columns,
            Blocks = new RowBlocks(logits.Rows, logits.Columns),
        };
        job.Sums = SumsOf(call, job.Blocks.Chunks);
        call.Run(ref job, job.Blocks.Chunks);
        *call.Hold(loss).Start = (float)(Total(job.Sums, job.Blocks.Chunks) / logits.Rows);
    }

    public static void SquaredError(Call call, View output, View targets, View loss, View dOutput)
    {
        var count = (double)output.Rows * output.Columns;
        var job = new SquaredErrorJob
        {
            Output = call.Hold(output),
            Targets = call.Hold(targets),
            DOutput = call.Hold(dOutput),
            Columns = output.Columns,
            Scale = (float)(2 / count),
            Blocks = new RowBlocks(output.Rows, output.Columns),
        };
        job.Sums = SumsOf(call, job.Blocks.Chunks);
        call.Run(ref job, job.Blocks.Chunks);
        *call.Hold(loss).Start = (float)(Total(job.Sums, job.Blocks.Chunks) / count);
    }

    private static double* SumsOf(Call call, int chunks) => (double*)call.Shared((long)chunks * sizeof(double) / sizeof(float));

    private static double Total(double* sums, int chunks)
    {
        var total = 0.0;
        for (var chunk = 0; chunk < chunks; chunk++)
            total += sums[chunk];
        return total;
    }
}
