namespace Bilinear.Training;

/// <summary>Describes what one layer of attention keeps of each position of a text.</summary>
/// <param name="Keys">The number of floats of its key, all heads together.</param>
/// <param name="Values">The number of floats of its value.</param>
public sealed record CacheInfo(int Keys, int Values);
