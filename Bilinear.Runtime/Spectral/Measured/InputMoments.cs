using Bilinear.Linalg;
using Bilinear.Tensors;

namespace Bilinear.Spectral;

/// <summary>
/// The mean of ĥ = z + a, z = Ax, and its second moment M = mean ĥĥᵀ = mean zzᵀ + mean z aᵀ + a mean zᵀ + aaᵀ, over a data
/// set: all that mean activations need of it, in one pass.
/// </summary>
/// <param name="Mean">[size].</param>
/// <param name="Second">M, [size, size].</param>
internal sealed record InputMoments(double[] Mean, Matrix Second)
{
    public static InputMoments Of(LayerInputs inputs)
    {
        var size = inputs.Coordinates.Rows;
        var (mean, second) = (new double[size], new Matrix(size, size));
        using var pass = new SamplePass(inputs.Data, inputs.Coordinates);
        using var memory = pass.Device.Allocate((long)(size + 1) * size);
        var (square, sum) = (new View(memory, 0, size, size), new View(memory, (long)size * size, 1, size));
        var block = new float[(size + 1) * size];
        foreach (var (_, z) in pass.Chunks())
        {
            pass.Device.Product(z.T, z, square);
            pass.Device.SumRows(z, sum);
            memory.Read(block);
            if (Finite.FirstNot<float>(block) >= 0)
                throw new NotFiniteException($"The second moment of what {inputs.Data.Name} gives the layer is no finite number: its samples are so large that their squares are beyond a float. Scale the data, best to about 1.");
            Add(block, 1.0 / inputs.Data.Count, second, mean);
        }

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                second[row, column] += (mean[row] * inputs.Offset[column]) + (inputs.Offset[row] * mean[column]) + (inputs.Offset[row] * inputs.Offset[column]);
        }

        Vectors.AddScaled(mean, 1, inputs.Offset);
        return new InputMoments(mean, second);
    }

    private static void Add(float[] block, double share, Matrix second, double[] mean)
    {
        for (var index = 0; index < second.Values.Length; index++)
            second.Values[index] += share * block[index];
        for (var index = 0; index < mean.Length; index++)
            mean[index] += share * block[second.Values.Length + index];
    }
}
