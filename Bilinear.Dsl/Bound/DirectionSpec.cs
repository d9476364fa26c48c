using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Bound;

/// <summary>A direction among a layer's outputs: u·y = Σ_c u_c y_c.</summary>
/// <param name="Name">What it is called, else how it is written: <c>3 - mean(others)</c>.</param>
/// <param name="IsLabelled">Whether the name was given to it.</param>
/// <param name="Rows">The rows that it names, ascending.</param>
/// <param name="Others">u of every row that it does not name.</param>
public sealed record DirectionSpec(string Name, bool IsLabelled, IReadOnlyList<DirectionRow> Rows, double Others, TextSpan Span);

/// <param name="Row">−1 for a token that is named by its text.</param>
/// <param name="Coefficient">u of the row.</param>
/// <param name="Token">The text of a token; null for a row that is named by its number.</param>
public sealed record DirectionRow(int Row, double Coefficient, string? Token = null);
