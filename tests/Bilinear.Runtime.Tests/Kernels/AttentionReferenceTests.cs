using Bilinear.Kernels;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>The reference of attention's adjoint, which devices are held to, against finite differences of the reference of attention.</summary>
public sealed class AttentionReferenceTests
{
    [Theory]
    [InlineData(AttentionScores.Softmax, true)]
    [InlineData(AttentionScores.Softmax, false)]
    [InlineData(AttentionScores.Bilinear, true)]
    [InlineData(AttentionScores.Bilinear, false)]
    public void TheAdjoint_IsWhatDifferencesGive(AttentionScores scores, bool isCausal)
    {
        const double step = 1.0 / 64;
        int[] lengths = [4, 1];
        var shape = new AttentionShape(2, 1, isCausal, scores);
        var factors = scores == AttentionScores.Bilinear ? 2 : 1;
        Matrix[] inputs = [Matrix.Random(5, factors * 6, 1), Matrix.Random(5, factors * 3, 2), Matrix.Random(5, 3, 3)];
        var dO = Matrix.Random(5, 6, 4);
        var (dq, dk, dv) = ReferenceKernels.AttentionAdjoint(inputs[0], inputs[1], inputs[2], dO, lengths, shape);
        foreach (var (input, adjoint) in inputs.Zip([dq, dk, dv]))
        {
            for (var i = 0; i < input.Values.Length; i++)
            {
                var value = input.Values[i];
                // Of the fourth order in the step.
                var difference = (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);
                Assert.Equal(adjoint.Values[i], difference, 1e-5);

                double At(double change)
                {
                    input.Values[i] = (float)(value + change);
                    var o = ReferenceKernels.Attention(inputs[0], inputs[1], inputs[2], lengths, shape).O;
                    input.Values[i] = value;
                    return o.Values.Zip(dO.Values, (x, y) => (double)x * y).Sum();
                }
            }
        }
    }
}
