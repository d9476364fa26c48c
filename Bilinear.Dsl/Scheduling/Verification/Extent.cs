namespace Bilinear.Dsl.Scheduling.Verification;

/// <summary>A number of rows or columns: so many for each sample of the batch, or so many in all.</summary>
internal readonly record struct Extent(long PerSample, long Fixed)
{
    public static Extent Of(long size) => new(0, size);

    public static Extent Rows(Operand operand) => operand.Transposed ? Of(operand.Columns) : StoredRows(operand);

    public static Extent Columns(Operand operand) => operand.Transposed ? StoredRows(operand) : Of(operand.Columns);

    private static Extent StoredRows(Operand operand) => new(operand.RowsPerSample, operand.Rows);

    public override string ToString() => PerSample > 0 ? $"{PerSample}b" : $"{Fixed}";
}
