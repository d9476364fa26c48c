using System.Numerics;
using System.Runtime.InteropServices;

namespace Bilinear.Tensors;

/// <summary>Finds numbers that are not finite, for every refusal of a NaN or an infinity, and words the place where one stands.</summary>
internal static class Finite
{
    // Elements that are scanned before the result is looked at: few enough that they are in the cache if they are searched again.
    private const int Piece = 4096;

    /// <summary>Finds the place of the first NaN or infinity; −1 if there is none.</summary>
    public static int FirstNot<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var first = 0; first < values.Length; first += Piece)
        {
            var piece = values.Slice(first, Math.Min(Piece, values.Length - first));
            if (AreAll(piece))
                continue;
            for (var index = 0; index < piece.Length; index++)
            {
                if (!T.IsFinite(piece[index]))
                    return first + index;
            }
        }

        return -1;
    }

    /// <summary>Describes the first NaN or infinity of a tensor as <c>NaN at [3, 0]</c>; null if there is none.</summary>
    public static string? Find(ReadOnlySpan<float> values, IReadOnlyList<int> shape) =>
        FirstNot(values) is >= 0 and var wrong ? At(values[wrong], wrong, shape) : null;

    /// <summary>Describes the first NaN or infinity of some samples as <c>NaN at [3, 0] of sample 7</c>; null if there is none.</summary>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="firstSample">The number of the first of these samples.</param>
    public static string? FindInSamples(ReadOnlySpan<float> values, IReadOnlyList<int> shape, int firstSample = 0)
    {
        var wrong = FirstNot(values);
        if (wrong < 0)
            return null;
        var (sample, element) = Math.DivRem(wrong, shape.Aggregate(1, (product, size) => product * size));
        return $"{At(values[wrong], element, shape)} of sample {firstSample + sample}";
    }

    // A product with zero is zero for a number, and a NaN for everything else.
    private static bool AreAll<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        var nothing = Vector<T>.Zero;
        foreach (var vector in vectors)
            nothing += vector * Vector<T>.Zero;
        var check = Vector.Sum(nothing);
        foreach (var value in values[(vectors.Length * Vector<T>.Count)..])
            check += value * T.Zero;
        return check == T.Zero;
    }

    // A scalar has no indices.
    private static string At(float value, int index, IReadOnlyList<int> shape)
    {
        var what = float.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        if (shape.Count == 0)
            return what;
        var place = new int[shape.Count];
        for (var axis = shape.Count - 1; axis >= 0; axis--)
            (index, place[axis]) = Math.DivRem(index, shape[axis]);
        return $"{what} at [{string.Join(", ", place)}]";
    }
}
