using Bilinear.Devices;
using Bilinear.Kernels;

namespace Bilinear.Training.Loop;

/// <summary>Draws the parameters that a new model starts from, which are a function of the seed alone.</summary>
internal static class Initialization
{
    /// <summary>The number of elements that are on the host at once: a large model is in memory once.</summary>
    private const int Piece = 1 << 20;

    /// <summary>Draws all parameters, in the order of their declaration.</summary>
    /// <param name="block">Gets them.</param>
    public static void Draw(ModelDescription model, ulong seed, DeviceMemory block)
    {
        var buffer = new float[Math.Min(Piece, model.Parameters.Select(parameter => parameter.Count).DefaultIfEmpty(0).Max())];
        for (var index = 0; index < model.Parameters.Count; index++)
        {
            var parameter = model.Parameters[index];
            for (int first = 0, count; first < parameter.Count; first += count)
            {
                count = Math.Min(buffer.Length, parameter.Count - first);
                var values = buffer.AsSpan(0, count);
                if (parameter.Init == ParameterInit.Ones)
                    values.Fill(1);
                else
                    Uniform(values, first, seed, (uint)index, 1 / Math.Sqrt(parameter.FanIn));
                block.Write(values, model.Offsets[index] + first);
            }
        }
    }

    // Uniform in [−bound, bound): element e takes word e mod 4 of block ⌊e/4⌋ of the parameter.
    private static void Uniform(Span<float> values, int first, ulong seed, uint parameter, double bound)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var element = first + i;
            var block = Philox.Block(seed, (uint)element / 4, parameter, Philox.InitStream, 0);
            var word = (element % 4) switch { 0 => block.A, 1 => block.B, 2 => block.C, _ => block.D };
            values[i] = (float)((2.0 * Philox.Uniform(word) - 1) * bound);
        }
    }
}
