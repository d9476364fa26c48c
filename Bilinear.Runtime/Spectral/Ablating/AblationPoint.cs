namespace Bilinear.Spectral;

/// <summary>How good a model is on a data set when some of its eigenvectors are taken out.</summary>
/// <param name="Ablation">What is taken out; null of the whole model.</param>
/// <param name="Accuracy">The share of samples whose largest output is the label's; NaN for a model that has no answers, as under mean squared error.</param>
/// <param name="Loss">The mean loss over all samples: cross-entropy in nats, or the mean squared error.</param>
/// <param name="Agreement">The share of samples to which the whole model gives the same answer; NaN for a model that has none.</param>
/// <param name="Undecided">The share of samples that have no answer left: the margin of the largest output is rounding, at most <see cref="Exactness.Tolerance"/> of the whole model's largest |output| for the sample. Such a sample counts as neither right nor the same answer. Zero of the whole model; NaN for a model that has no answers.</param>
/// <param name="ClassAccuracies">The accuracy over the samples of each class; NaN for a class without samples, empty for a model that has no answers.</param>
public sealed record AblationPoint(Ablation? Ablation, double Accuracy, double Loss, double Agreement, double Undecided, IReadOnlyList<double> ClassAccuracies);
