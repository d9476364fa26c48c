namespace Bilinear.Reports.Files;

/// <summary>A part of a page as a file of its own.</summary>
/// <param name="Name">The file's name, which is the same for every report on the same decompositions.</param>
/// <param name="Title">One sentence on what it shows.</param>
/// <param name="Content">The bytes, made when they are asked for.</param>
internal sealed record FigureFile(string Name, string Title, Func<byte[]> Content);
