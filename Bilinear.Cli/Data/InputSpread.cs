using Bilinear.Data;

namespace Bilinear.Cli.Data;

/// <summary>The range of a part's inputs, and which of them hardly vary.</summary>
/// <param name="NearConstant">The inputs that hardly vary, as <see cref="ElementDeviations"/> has it.</param>
internal sealed record InputSpread(float Smallest, float Largest, IReadOnlyList<int> NearConstant)
{
    public static InputSpread Of(DataSet data)
    {
        var sample = new float[data.SampleLength];
        var (smallest, largest) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var index = 0; index < data.Count; index++)
        {
            data.CopyInputs(index, sample);
            foreach (var value in sample)
                (smallest, largest) = (Math.Min(smallest, value), Math.Max(largest, value));
        }

        return new InputSpread(smallest, largest, [.. ElementDeviations.HardlyVary(ElementDeviations.Of(data)).Index().Where(input => input.Item).Select(input => input.Index)]);
    }
}
