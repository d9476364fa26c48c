namespace Bilinear.Training;

/// <summary>How good a model is on a data set.</summary>
/// <param name="Loss">The mean over every sample.</param>
/// <param name="Accuracy">The share of output rows whose largest logit is the target's; NaN under mean squared error.</param>
/// <param name="Samples">How many were looked at: all of them.</param>
public readonly record struct Evaluation(double Loss, double Accuracy, int Samples);
