namespace Bilinear.Spectral;

/// <summary>What masks of one strength do to a model's answers, in the mean over the outputs that they aim at.</summary>
/// <param name="Strength">The standard deviation of a mask over its pixels.</param>
/// <param name="Accuracy">The share of right answers under the masks.</param>
/// <param name="PermutedAccuracy">The share of right answers under the permuted masks.</param>
/// <param name="Taken">The share of all samples that are of another class and are taken for the mask's target.</param>
/// <param name="PermutedTaken">The same share under the permuted masks.</param>
public sealed record MaskPoint(double Strength, Estimate Accuracy, Estimate PermutedAccuracy, Estimate Taken, Estimate PermutedTaken);
