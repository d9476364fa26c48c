namespace Bilinear.Dsl.Text;

/// <summary>A place in a text, both counted from zero; columns count UTF-16 code units.</summary>
public readonly record struct LinePosition(int Line, int Column);
