using Bilinear.Devices;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;
using Bilinear.Tensors;

namespace Bilinear.Spectral.Measured;

/// <summary>
/// The mean of ĥ = z + a, z = Ax, and its second moment M = mean ĥĥᵀ = mean zzᵀ + mean z aᵀ + a mean zᵀ + aaᵀ, over a data
/// set, measured in one pass; mean activations need nothing else of the data.
/// </summary>
/// <param name="Mean">[size].</param>
/// <param name="Second">M, [size, size].</param>
internal sealed record InputMoments(double[] Mean, Matrix Second)
{
    // Below this sum, single squares may have lost digits to underflow.
    private const float SmallestSquare = 1e-20f;

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
            var exponent = Measure(pass.Device, z, square, sum, block);
            if (Finite.FirstNot<float>(block) >= 0)
                throw new NotFiniteException($"What {inputs.Data.Name} gives the layer is no finite number: its samples, or the weights before the layer, are too large. Scale the data, best to about 1.");
            Add(block, 1.0 / inputs.Data.Count, exponent, second, mean);
        }

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                second[row, column] += (mean[row] * inputs.Offset[column]) + (inputs.Offset[row] * mean[column]) + (inputs.Offset[row] * inputs.Offset[column]);
        }

        Vectors.AddScaled(mean, 1, inputs.Offset);
        return new InputMoments(mean, second);
    }

    // Σ zzᵀ and Σ z of a chunk; where squares of such numbers are none in float, of z over a power of two, whose exponent it gives.
    private static int Measure(Device device, View z, View square, View sum, float[] block)
    {
        Sum();
        var largest = Enumerable.Range(0, sum.Columns).Max(index => block[index * (sum.Columns + 1)]);
        if (largest > SmallestSquare && Finite.FirstNot<float>(block) < 0)
            return 0;

        var values = new float[z.Rows * z.Columns];
        z.Memory.Read(values, z.Offset);
        var magnitude = values.Max(MathF.Abs);
        if (magnitude == 0 || !float.IsFinite(magnitude))
            return 0;
        var exponent = Math.ILogB(magnitude);
        z.Memory.Write(Array.ConvertAll(values, value => MathF.ScaleB(value, -exponent)), z.Offset);
        Sum();
        return exponent;

        void Sum()
        {
            device.Product(z.T, z, square);
            device.SumRows(z, sum);
            square.Memory.Read(block);
        }
    }

    private static void Add(float[] block, double share, int exponent, Matrix second, double[] mean)
    {
        var (linear, squared) = (Math.ScaleB(share, exponent), Math.ScaleB(share, 2 * exponent));
        for (var index = 0; index < second.Values.Length; index++)
            second.Values[index] += squared * block[index];
        for (var index = 0; index < mean.Length; index++)
            mean[index] += linear * block[second.Values.Length + index];
    }
}
