using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Testing.Interpretation;

/// <summary>The standard normal numbers that a layer draws, [rows, columns]; null for none, so that its input passes unchanged.</summary>
public delegate double[]? NoiseSource(int layer, int rows, int columns);

/// <summary>What noise adds, by its three definitions.</summary>
internal static class Noises
{
    // y = x + σ·n
    public static Tensor Apply(Noise noise, Tensor x, NoiseSource source)
    {
        if (source(noise.Layer, x.Rows, x.Columns) is not { } draws)
            return x;
        var elements = x.Elements.Select((element, i) => element + (Sigma(noise.Spec, x, i / x.Columns) * draws[i]));
        return new Tensor(x.Dims, [.. elements]);
    }

    private static double Sigma(NoiseSpec spec, Tensor x, int row) => spec.Kind switch
    {
        NoiseKind.Relative => spec.Sigma * Deviation(x.Elements),
        NoiseKind.Token => spec.Sigma * Deviation(x.Row(row)),
        NoiseKind.Absolute => spec.Sigma,
        _ => 0,
    };

    private static double Deviation(ReadOnlySpan<double> elements)
    {
        double mean = 0, squares = 0;
        foreach (var element in elements)
            mean += element / elements.Length;
        foreach (var element in elements)
            squares += (element - mean) * (element - mean);
        return elements.Length > 1 ? Math.Sqrt(squares / (elements.Length - 1)) : 0;
    }
}
