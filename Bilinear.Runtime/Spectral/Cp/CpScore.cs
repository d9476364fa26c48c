namespace Bilinear.Spectral;

/// <summary>How a fit as a model compares with the model on data.</summary>
/// <param name="Accuracy">The fit's share of right answers; NaN where the data have no classes.</param>
/// <param name="ModelAccuracy">The model's share of right answers; NaN where the data have no classes.</param>
/// <param name="Agreement">The share of samples to which both give the same answer.</param>
/// <param name="LargestError">The largest |difference| of an output.</param>
/// <param name="LargestOutput">The largest |output| of the model.</param>
public readonly record struct CpScore(double Accuracy, double ModelAccuracy, double Agreement, double LargestError, double LargestOutput);
