namespace Bilinear.Testing.Interpretation;

/// <summary>A view in some array: what a schedule's operand is at a given batch.</summary>
internal readonly record struct MatrixInMemory(double[] Memory, int Start, int StoredRows, int StoredColumns, int Stride, bool Transposed)
{
    public int Rows => Transposed ? StoredColumns : StoredRows;

    public int Columns => Transposed ? StoredRows : StoredColumns;

    public ref double this[int row, int column] =>
        ref Memory[Start + (Transposed ? (column * Stride) + row : (row * Stride) + column)];

    /// <summary>A dense copy.</summary>
    public Tensor Read()
    {
        var elements = new double[Rows * Columns];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = this[i / Columns, i % Columns];
        return new Tensor([Rows, Columns], elements);
    }

    public void Write(Tensor values)
    {
        if (values.Rows != Rows || values.Columns != Columns)
            throw new ArgumentException($"A [{values.Rows}, {values.Columns}] does not fit into a [{Rows}, {Columns}]; mend the schedule.", nameof(values));
        for (var i = 0; i < values.Elements.Length; i++)
            this[i / Columns, i % Columns] = values.Elements[i];
    }
}
