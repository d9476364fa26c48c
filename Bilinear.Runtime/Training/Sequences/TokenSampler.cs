using Bilinear.Kernels;

namespace Bilinear.Training;

/// <summary>
/// Chooses the next token by its logit. What it chooses is a function of the logits, of a seed and of how many tokens it has chosen before.
/// </summary>
public sealed class TokenSampler
{
    private readonly double _temperature;
    private readonly double _topP;
    private readonly ulong _seed;
    private double[] _probabilities = [];
    private int[] _order = [];
    private uint _chosen;

    /// <param name="temperature">What logits are divided by before they become probabilities; 0 takes the most probable token, always.</param>
    /// <param name="topP">Chooses among the most probable tokens alone, as few as have this probability together (Holtzman et al. 2020); 1 chooses among all.</param>
    /// <param name="seed">Decides the random numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is negative, or the share is not above 0 and at most 1.</exception>
    public TokenSampler(double temperature = 1, double topP = 1, ulong seed = 0)
    {
        if (temperature is not (>= 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is a number from 0 on.");
        if (topP is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(topP), topP, "The probability that the tokens to choose from have together is above 0 and at most 1.");
        (_temperature, _topP, _seed) = (temperature, topP, seed);
    }

    /// <summary>Chooses a token.</summary>
    /// <param name="logits">A number for each token of the vocabulary.</param>
    /// <exception cref="ArgumentException">There are no logits, or one is a NaN or infinite.</exception>
    public int Choose(ReadOnlySpan<float> logits)
    {
        if (logits.IsEmpty || Tensors.Finite.FirstNot(logits) >= 0)
            throw new ArgumentException("The logits hold something that is no finite number, or there are none: nothing can be chosen by them.", nameof(logits));
        var best = OutputTally.ArgMax(logits);
        if (_temperature == 0)
            return best;

        if (_probabilities.Length != logits.Length)
            (_probabilities, _order) = (new double[logits.Length], new int[logits.Length]);
        var sum = 0.0;
        for (var token = 0; token < logits.Length; token++)
        {
            sum += _probabilities[token] = Math.Exp(((double)logits[token] - logits[best]) / _temperature);
            _order[token] = token;
        }
        var count = _topP < 1 ? MostProbable(_topP * sum, ref sum) : logits.Length;

        var random = Philox.Uniform(Philox.Block(_seed, _chosen++, 0, Philox.TokenStream, 0).A) * sum;
        for (var i = 0; i < count; i++)
        {
            random -= _probabilities[_order[i]];
            if (random < 0)
                return _order[i];
        }
        return best;
    }

    // Sorts the tokens by probability, and gives how many of the first have at least this much together; sum becomes what they have.
    private int MostProbable(double wanted, ref double sum)
    {
        // All that have less than this have less together than is left out, so they are left out, and need not be sorted.
        var least = (sum - wanted) / _order.Length;
        var candidates = 0;
        for (var token = 0; token < _probabilities.Length; token++)
        {
            if (_probabilities[token] >= least)
                _order[candidates++] = token;
        }
        _order.AsSpan(0, candidates).Sort((left, right) => _probabilities[right].CompareTo(_probabilities[left]) is not 0 and var order ? order : left.CompareTo(right));
        var count = 0;
        for (sum = 0; count < candidates && sum < wanted; count++)
            sum += _probabilities[_order[count]];
        return count;
    }
}
