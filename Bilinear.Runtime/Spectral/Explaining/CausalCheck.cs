namespace Bilinear.Spectral;

/// <summary>What becomes of a classifier's answer to one sample when one term is taken out of it: y′ = y − t·u/‖u‖², the smallest change of the outputs that takes t out of u·y; of a single class it is y_c − t.</summary>
/// <param name="Probability">The probability of the explained class without the term.</param>
/// <param name="Change">The difference between <paramref name="Probability"/> and the probability with the term: it is below zero where the term speaks for the class.</param>
/// <param name="Answer">The class that the model would answer without the term.</param>
/// <param name="Flips">Whether that is another class than the model answers.</param>
public sealed record CausalCheck(double Probability, double Change, int Answer, bool Flips);
