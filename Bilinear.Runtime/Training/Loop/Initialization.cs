using Bilinear.Kernels;

namespace Bilinear.Training.Loop;

/// <summary>Draws the parameters that a new model starts from, which are a function of the seed alone.</summary>
internal static class Initialization
{
    /// <summary>Draws all parameters, in the order of their declaration.</summary>
    public static float[] Draw(ModelDescription model, ulong seed)
    {
        var block = new float[model.ParameterCount];
        for (var index = 0; index < model.Parameters.Count; index++)
        {
            var parameter = model.Parameters[index];
            var values = block.AsSpan((int)model.Offsets[index], parameter.Count);
            if (parameter.Init == ParameterInit.Ones)
                values.Fill(1);
            else
                Uniform(values, seed, (uint)index, 1 / Math.Sqrt(parameter.FanIn));
        }
        return block;
    }

    // Uniform in [−bound, bound): element e takes word e mod 4 of block ⌊e/4⌋ of the parameter.
    private static void Uniform(Span<float> values, ulong seed, uint parameter, double bound)
    {
        for (var element = 0; element < values.Length; element++)
        {
            var block = Philox.Block(seed, (uint)element / 4, parameter, Philox.InitStream, 0);
            var word = (element % 4) switch { 0 => block.A, 1 => block.B, 2 => block.C, _ => block.D };
            values[element] = (float)((2.0 * Philox.Uniform(word) - 1) * bound);
        }
    }
}
