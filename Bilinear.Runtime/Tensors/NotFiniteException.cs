namespace Bilinear.Tensors;

/// <summary>A number that was given, or would be written or returned, is a NaN or infinite: a sentence that says which.</summary>
public sealed class NotFiniteException(string sentence) : ArgumentException(sentence);
