using Bilinear.Linalg;

namespace Bilinear.Spectral.Streams;

/// <summary>A branch with its numbers, in double.</summary>
internal interface IBranchNumbers
{
    StreamBranch Branch { get; }

    /// <summary>What the branch adds at some neighbouring positions.</summary>
    /// <param name="stream">The stream that it reads, a row for each of the positions.</param>
    /// <param name="first">The first of the positions.</param>
    /// <param name="past">What the branch keeps of all positions, of which those of the rows are written.</param>
    Matrix Run(Matrix stream, int first, BranchPast past);

    /// <summary>Room for what the branch keeps of so many positions.</summary>
    BranchPast Past(int positions);
}

/// <summary>What an attention keeps of a text: turned keys, and values without the bias, a row for each position; of a gated layer nothing.</summary>
internal sealed record BranchPast(Matrix Keys, Matrix Values)
{
    public static BranchPast None { get; } = new(new Matrix(0, 0), new Matrix(0, 0));

    /// <summary>A copy, so that a text may go on in another way.</summary>
    public BranchPast Copy() => this == None ? None : new(Copy(Keys), Copy(Values));

    private static Matrix Copy(Matrix matrix) => new(matrix.Rows, matrix.Columns, matrix.ToArray());
}
