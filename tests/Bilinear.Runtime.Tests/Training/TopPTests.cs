using Bilinear.Kernels;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>Tokens that are chosen among the most probable ones are those that sorting all of them would give.</summary>
public sealed class TopPTests
{
    private const int Vocabulary = 300;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.9999)]
    [InlineData(1)]
    public void Choices_AreThoseOfTheSortedProbabilities(double topP)
    {
        const ulong Seed = 7;
        var random = new Random(3);
        var sampler = new TokenSampler(0.7, topP, Seed);
        for (var step = 0u; step < 200; step++)
        {
            // Whole numbers, so that some are equally probable.
            float[] logits = [.. Enumerable.Range(0, Vocabulary).Select(_ => random.Next(-20, 21) / 2f)];
            Assert.Equal(Expected(logits, Philox.Uniform(Philox.Block(Seed, step, 0, Philox.TokenStream, 0).A)), sampler.Choose(logits));
        }

        int Expected(float[] logits, double uniform)
        {
            double[] probabilities = [.. logits.Select(logit => Math.Exp(((double)logit - logits.Max()) / 0.7))];
            int[] order = topP < 1 ? [.. Enumerable.Range(0, Vocabulary).OrderByDescending(token => probabilities[token])] : [.. Enumerable.Range(0, Vocabulary)];
            var (sum, count, wanted) = (0.0, 0, topP * probabilities.Sum());
            for (; count < Vocabulary && (sum < wanted || topP == 1); count++)
                sum += probabilities[order[count]];
            var rest = uniform * sum;
            return order[..count].First(token => (rest -= probabilities[token]) < 0);
        }
    }
}
