using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Bilinear.Benchmarks.Peer.Language;

/// <summary>
/// examples/Stories/stories.bmlp in PyTorch, with the names of our weights and their sizes: embedding, layers of causal attention with rotary
/// positions and of a bilinear MLP, each behind a root-mean-square norm without gain and beside a residual, a norm, a head.
/// </summary>
internal sealed class StoriesModel(IReadOnlyDictionary<string, Parameter> parameters, int heads)
{
    /// <summary>A target that counts nowhere.</summary>
    public const long NoTarget = -1;

    private const double Base = 10000;
    private const double Epsilon = 1e-8;

    private readonly int _layers = parameters.Keys.Count(name => name.EndsWith(".up.weight", StringComparison.Ordinal));
    private readonly Dictionary<long, (Tensor Cos, Tensor Sin)> _turns = [];

    /// <summary>The mean cross-entropy over the targets that count; both are [batch, positions].</summary>
    public Tensor Loss(Tensor tokens, Tensor targets)
    {
        var logits = Logits(tokens);
        return F.cross_entropy(logits.reshape(-1, logits.shape[^1]), targets.reshape(-1), ignore_index: NoTarget);
    }

    private Tensor Logits(Tensor tokens)
    {
        var x = parameters["embed.weight"].index_select(0, tokens.reshape(-1)).reshape(tokens.shape[0], tokens.shape[1], -1);
        for (var layer = 0; layer < _layers; layer++)
        {
            var name = $"stack.{layer}";
            x = x + Attend(Norm(x), $"{name}.attend");
            var halves = Linear(Norm(x), $"{name}.up").chunk(2, -1);
            x = x + Linear(halves[0] * halves[1], $"{name}.down");
        }
        return Linear(Norm(x), "head");
    }

    // What is behind the end of a text comes after all of its positions, which therefore do not see it.
    private Tensor Attend(Tensor x, string name)
    {
        var (batch, positions, width) = (x.shape[0], x.shape[1], x.shape[2]);
        Tensor Split(string part) => Linear(x, $"{name}.{part}").reshape(batch, positions, heads, -1).transpose(1, 2);
        var y = F.scaled_dot_product_attention(Turn(Split("query")), Turn(Split("key")), Split("value"), is_casual: true);
        return Linear(y.transpose(1, 2).reshape(batch, positions, width), $"{name}.out");
    }

    // Element i of a head turns with element i + size/2 by position · base^(−2i/size).
    private Tensor Turn(Tensor x)
    {
        var (positions, half) = (x.shape[^2], x.shape[^1] / 2);
        if (!_turns.TryGetValue(positions, out var turns))
        {
            using var scope = NewDisposeScope();
            var angles = arange(positions, float64).unsqueeze(1) * pow(tensor(Base, float64), arange(half, float64) * (-1.0 / half)).unsqueeze(0);
            _turns[positions] = turns = (angles.cos().to(float32).DetachFromDisposeScope(), angles.sin().to(float32).DetachFromDisposeScope());
        }
        var (a, b) = (x.narrow(-1, 0, half), x.narrow(-1, half, half));
        return cat([a * turns.Cos - b * turns.Sin, b * turns.Cos + a * turns.Sin], -1);
    }

    private static Tensor Norm(Tensor x) => x * rsqrt(x.pow(2).mean([-1L], true) + Epsilon);

    private Tensor Linear(Tensor x, string name) => F.linear(x, parameters[$"{name}.weight"]);
}
