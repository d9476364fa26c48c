using Bilinear.Kernels;
using Bilinear.Kernels.Vectors;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Streams;

/// <summary>A gated layer and what follows it, with their numbers, the norm's gain folded into W and V, in double.</summary>
internal sealed class GatedNumbers : IBranchNumbers
{
    private readonly GatedBranch _branch;

    public GatedNumbers(ParameterReader parameters, GatedBranch branch)
    {
        _branch = branch;
        var folded = FoldedPath.Read(parameters, new QuadraticPath([], branch.Layer, branch.Output));
        Folded = folded with { W = Norms.Folded(parameters, branch.Norm, folded.W), V = Norms.Folded(parameters, branch.Norm, folded.V) };
    }

    public StreamBranch Branch => _branch;

    public StreamGate Gate => _branch.Gate;

    /// <summary>The branch as a path whose h is the stream over r; its outputs are the stream's coordinates.</summary>
    public FoldedPath Folded { get; }

    public BranchPast Past(int positions) => BranchPast.None;

    public Matrix Run(Matrix stream, int first, BranchPast past)
    {
        var (left, right) = Folded.Factors(Norms.Divided(_branch.Norm, stream));
        for (var index = 0; index < left.Values.Length; index++)
            left.Values[index] = Apply(left.Values[index]) * right.Values[index];
        return left.TimesTransposed(Folded.U).AddToRows(Folded.Constant);
    }

    private double Apply(double x) => Gate switch
    {
        StreamGate.None => x,
        StreamGate.Relu => Math.Max(x, 0),
        StreamGate.Silu => x / (1 + Math.Exp(-x)),
        _ => Pointwise.Gelu(Scalar.Create((float)x)).Value,
    };
}
