namespace Bilinear.Dsl.Binding.Operators;

/// <summary>Where a value got its shape, for messages: the layer, the value or the input that it comes from.</summary>
/// <param name="Line">The line of the declaration, counted from one.</param>
internal readonly record struct Origin(string Name, int Line)
{
    public override string ToString() => $"`{Name}`, line {Line}";
}
