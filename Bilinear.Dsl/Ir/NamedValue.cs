namespace Bilinear.Dsl.Ir;

/// <summary>A value that the program has a name for.</summary>
/// <param name="Name">
/// The path of a layer, of a block, of a repeat or of one of its turns (<c>stack.0.mix</c>, <c>stack.0</c>, <c>stack</c>), or of a value
/// that the flow binds. What has the name a second time, as the second use of a layer, has its number behind it: <c>mix@2</c>.
/// </param>
public sealed record NamedValue(string Name, Value Value);
