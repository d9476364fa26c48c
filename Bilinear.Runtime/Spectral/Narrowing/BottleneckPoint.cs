namespace Bilinear.Spectral;

/// <summary>The quality of a model whose bilinear layer is narrowed to few singular components.</summary>
/// <param name="Kept">The number of components that the layer keeps.</param>
/// <param name="Accuracy">The share of samples whose largest output is the label's; NaN for a model that has no answers, as under mean squared error.</param>
/// <param name="Loss">The mean loss over all samples: cross-entropy in nats, or the mean squared error.</param>
/// <param name="Agreement">The share of samples whose largest output is the same as in the whole model; NaN for a model that has no answers.</param>
/// <param name="LargestError">The largest difference of an output from that of the whole model, over all samples; both are computed in double.</param>
public sealed record BottleneckPoint(int Kept, double Accuracy, double Loss, double Agreement, double LargestError);
