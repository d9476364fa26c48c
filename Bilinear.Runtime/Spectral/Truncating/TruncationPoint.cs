namespace Bilinear.Spectral;

/// <summary>What is lost, over all samples and outputs of a data set, when each output keeps its first k eigenpairs.</summary>
/// <param name="Kept">k, all that an output keeps.</param>
/// <param name="Accuracy">The share of samples whose largest truncated output is the label's; NaN for data without labels.</param>
/// <param name="Agreement">The share of samples whose largest output is that of the whole model.</param>
/// <param name="CertifiedShare">The share for which the bound proves that; no label and no forward pass of the whole model is needed to know it.</param>
/// <param name="Error">|Δ|, the truncated output against the whole one.</param>
/// <param name="Certified">max_dropped |λ| · (‖ĥ‖² − Σ_kept (v·ĥ)²), which |Δ| never exceeds.</param>
/// <param name="Loose">max_dropped |λ| · ‖ĥ‖², which needs no projections.</param>
public sealed record TruncationPoint(
    int Kept, double Accuracy, double Agreement, double CertifiedShare, ErrorSummary Error, ErrorSummary Certified, ErrorSummary Loose);

/// <summary>The largest and the mean of an error over samples and outputs, in the output's units.</summary>
public readonly record struct ErrorSummary(double Largest, double Mean);
