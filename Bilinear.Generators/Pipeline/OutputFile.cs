namespace Bilinear.Generators.Pipeline;

/// <summary>One generated file.</summary>
/// <param name="Path">The <c>.bmlp</c> file that it comes from.</param>
/// <param name="Model">The model's qualified name.</param>
/// <param name="HintName">Unique in the compilation, ASCII.</param>
public sealed record OutputFile(string Path, string Model, string HintName, string Code);
