namespace Bilinear.Tensors;

/// <summary>A number that was given, or that would be written or returned, is NaN or infinite. The message says which.</summary>
public sealed class NotFiniteException(string sentence) : ArgumentException(sentence);
