namespace Bilinear.Artefacts;

/// <summary>A mistake in an item of a project. Its message says what to do.</summary>
internal sealed class ItemException(string message) : Exception(message);
