using Bilinear.Cli.Output;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Text;

namespace Bilinear.Cli.Importing;

/// <summary>The tensors of a file that stand one above the other in one parameter.</summary>
/// <param name="Shape">The shape of each.</param>
/// <param name="TurnedHeads">The number of heads whose rows rotary positions turn in pairs; 0 where none are turned.</param>
internal sealed record TensorParts(IReadOnlyList<string> Names, IReadOnlyList<long> Shape, int TurnedHeads)
{
    /// <summary>Reads the parameter, row by row.</summary>
    /// <param name="isInterleaved">Whether the rows of a pair are neighbours, 2i and 2i + 1 of a head of s; ours, and Hugging Face's, are i and i + s/2.</param>
    /// <exception cref="InputException">A number is a NaN or infinite as a float.</exception>
    public float[] Read(TensorFile file, bool isInterleaved)
    {
        var values = Names.Count == 1 ? Read(file, Names[0]) : [.. Names.SelectMany(name => Read(file, name))];
        return isInterleaved && TurnedHeads > 0 ? HalvesApart(values) : values;
    }

    private static float[] Read(TensorFile file, string name)
    {
        var values = file.ReadFloats(name);
        return Finite.Find(values, [.. file.Tensors[name].Shape.Select(size => (int)size)]) is { } wrong
            ? throw new InputException($"{file.Path}: the tensor {ForeignText.Quote(name)} is {wrong}, as a float: such weights compute nothing.")
            : values;
    }

    private float[] HalvesApart(float[] values)
    {
        var (rows, columns) = ((int)Shape[0], Shape.Count > 1 ? (int)Shape[1] : 1);
        var (size, turned) = (rows / TurnedHeads, new float[values.Length]);
        for (var row = 0; row < rows; row++)
        {
            var (head, place) = Math.DivRem(row, size);
            var to = (head * size) + (place / 2) + (place % 2 * (size / 2));
            values.AsSpan(row * columns, columns).CopyTo(turned.AsSpan(to * columns));
        }
        return turned;
    }
}
