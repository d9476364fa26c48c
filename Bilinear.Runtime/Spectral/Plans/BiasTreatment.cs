namespace Bilinear.Spectral;

/// <summary>
/// Whether the linear and the constant part stay beside the interaction matrix (<see cref="Separate"/>), or enter it as a
/// last row and column for an input coordinate that is always 1 (<see cref="Append"/>).
/// </summary>
public enum BiasTreatment { Separate, Append }
