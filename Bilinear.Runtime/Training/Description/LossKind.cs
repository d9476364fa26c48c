namespace Bilinear.Training;

/// <summary>What training makes small: both are means, over the rows of a batch or over all its elements.</summary>
public enum LossKind { CrossEntropy, MeanSquaredError }
