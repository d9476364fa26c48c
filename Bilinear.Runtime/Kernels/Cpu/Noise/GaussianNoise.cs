using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Noise;

/// <summary>Adds training noise. The deviation that Relative scales by is measured first, over the whole tensor.</summary>
internal static unsafe class GaussianNoise
{
    public static void Run(Call call, View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples)
    {
        if (x.Rows == 0)
            return;
        var job = new NoiseJob
        {
            X = call.Hold(x),
            Y = call.Hold(y),
            Samples = (int*)call.Hold(samples).Start,
            RowsPerSample = x.Rows / samples.Columns,
            Columns = x.Columns,
            Key = key,
            Sigma = sigma,
            IsByRow = kind == NoiseKind.Token,
            Blocks = new RowBlocks(x.Rows, x.Columns),
        };
        if (kind == NoiseKind.Relative)
            job.Sigma = (float)(sigma * Deviation(call, job.X, job.Columns, job.Blocks));
        call.Run(ref job, job.Blocks.Chunks);
    }

    private static double Deviation(Call call, Strided x, int columns, RowBlocks blocks)
    {
        var parts = (Moments*)call.Shared((long)blocks.Chunks * sizeof(Moments) / sizeof(float));
        var job = new MomentsJob { X = x, Columns = columns, Blocks = blocks, Parts = parts };
        call.Run(ref job, blocks.Chunks);
        var all = default(Moments);
        for (var chunk = 0; chunk < blocks.Chunks; chunk++)
            all.Add(parts[chunk]);
        return all.Deviation;
    }
}
