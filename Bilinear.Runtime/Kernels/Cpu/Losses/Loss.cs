using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Losses;

/// <summary>Computes losses, which are means: chunks sum their rows in double, and the sums are added in the chunks' order.</summary>
internal static unsafe class Loss
{
    /// <summary>The target of a row that counts nowhere.</summary>
    public const int NoTarget = -1;

    public static void CrossEntropy(Call call, View logits, View targets, View loss, View dLogits)
    {
        var job = new CrossEntropyJob
        {
            Logits = call.Hold(logits),
            Targets = call.Hold(targets),
            DLogits = call.Hold(dLogits),
            Classes = logits.Columns,
            Blocks = new RowBlocks(logits.Rows, logits.Columns),
        };
        job.Counted = Counted(job.Targets, logits.Rows);
        job.Sums = SumsOf(call, job.Blocks.Chunks);
        call.Run(ref job, job.Blocks.Chunks);
        *call.Hold(loss).Start = Mean(Total(job.Sums, job.Blocks.Chunks), job.Counted);
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

    /// <summary>Counts the rows that have a target.</summary>
    public static int Counted(Strided targets, int rows)
    {
        var counted = rows;
        for (var row = 0; row < rows; row++)
            counted -= *(int*)targets.Row(row) == NoTarget ? 1 : 0;
        return counted;
    }

    /// <summary>The mean of so many rows; zero of none.</summary>
    public static float Mean(double total, int counted) => counted == 0 ? 0 : (float)(total / counted);

    /// <summary>Adds the parts of a sum in the chunks' order.</summary>
    public static double Total(double* sums, int chunks)
    {
        var total = 0.0;
        for (var chunk = 0; chunk < chunks; chunk++)
            total += sums[chunk];
        return total;
    }

    private static double* SumsOf(Call call, int chunks) => (double*)call.Shared((long)chunks * sizeof(double) / sizeof(float));
}
