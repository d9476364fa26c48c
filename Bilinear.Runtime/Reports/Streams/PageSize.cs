namespace Bilinear.Reports.Streams;

/// <summary>How much a page shows, so that it stays small enough to be sent and opened.</summary>
/// <param name="Sections">The number of spectra that get a section of their own, from the first; the others have a row in the table.</param>
/// <param name="Vectors">The number of eigenvectors that a section shows.</param>
/// <param name="Excerpts">The number of texts that an eigenvector is shown with.</param>
internal sealed record PageSize(int Sections, int Vectors, int Excerpts)
{
    /// <summary>The most bytes of a page.</summary>
    public const int MostBytes = 5_000_000;

    /// <summary>The most spectra that have a row in the table.</summary>
    public const int Rows = 400;

    /// <summary>From all that is asked for to next to nothing: a page is as large as fits.</summary>
    public static IReadOnlyList<PageSize> Steps { get; } =
    [
        new(60, 64, 3), new(60, 16, 3), new(60, 8, 2), new(40, 6, 2), new(30, 4, 2), new(20, 4, 1), new(12, 3, 1), new(6, 2, 1), new(2, 1, 1), new(0, 0, 0),
    ];
}
