namespace Bilinear.Tensors;

/// <summary>Says which rows of a matrix are which positions of which text. The rows of a text stand together, in the order of its positions.</summary>
/// <param name="Starts">The first row of each text, then the number of rows: int32 [1, texts + 1].</param>
/// <param name="Positions">The position of each row in its text, from zero: int32 [rows, 1].</param>
public readonly record struct Texts(View Starts, View Positions)
{
    /// <summary>The number of texts.</summary>
    public int Count => Starts.Columns - 1;
}
