namespace Bilinear.Testing.Architecture;

/// <summary>One type names another, of the same assembly and in another room.</summary>
/// <param name="From">The full name of the type that names the other.</param>
/// <param name="To">The full name of the type that is named.</param>
public sealed record Arrow(string From, string To);
