namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>What a body has to return, for messages.</summary>
/// <param name="Owner"><c>model `Digits`</c>, <c>block `Layer`</c></param>
/// <param name="Declared">The output as written: <c>digit: f32[10]</c>.</param>
internal readonly record struct ReturnLabel(string Owner, string Declared, int Line);
