namespace Bilinear.Training;

/// <summary>The loss that training minimises. Cross-entropy is a mean over the rows of a batch, mean squared error one over all its elements.</summary>
public enum LossKind { CrossEntropy, MeanSquaredError }
