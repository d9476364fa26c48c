namespace Bilinear.Spectral;

/// <summary>The loss, over all samples and outputs of a data set, when each output keeps its first k eigenpairs.</summary>
/// <param name="Kept">k, the number of pairs that an output keeps.</param>
/// <param name="Accuracy">The share of samples whose largest truncated output is the label's; NaN for data without labels.</param>
/// <param name="Agreement">The share of samples whose largest output is the same in the whole and the truncated model.</param>
/// <param name="CertifiedShare">The share of samples for which the bound shows that the largest output is the same; it needs no label and no output of the whole model.</param>
/// <param name="Error">|Δ|, the difference of the truncated and the whole output, computed in double.</param>
/// <param name="Certified">max_dropped |λ| · (‖ĥ‖² − Σ_kept (v·ĥ)²) + ρ. The bound holds for the written files and forward passes in float32: ρ is what rounding may add.</param>
/// <param name="Loose">max_dropped |λ| · ‖ĥ‖² + ρ, which needs no projections.</param>
public sealed record TruncationPoint(
    int Kept, double Accuracy, double Agreement, double CertifiedShare, ErrorSummary Error, ErrorSummary Certified, ErrorSummary Loose);

/// <summary>An error over samples and outputs, in the output's units.</summary>
/// <param name="Largest">The largest error.</param>
/// <param name="Mean">The mean error.</param>
public readonly record struct ErrorSummary(double Largest, double Mean);
