using Bilinear.Dsl.Binding.Values;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>A value that a body has to return.</summary>
/// <param name="Owner"><c>model `Digits`</c>, <c>block `Layer`</c></param>
/// <param name="Declared">The output as written: <c>digit: f32[10]</c>.</param>
/// <param name="Line">Where it is declared.</param>
/// <param name="Type">Null where it is not known: then names are checked, and nothing is built.</param>
internal readonly record struct ReturnLabel(string Owner, string Declared, int Line, PortType? Type);
