using Bilinear.Spectral.Streams;
using Bilinear.Training;

namespace Bilinear.Spectral.Explaining.Texts;

/// <summary>A text through a model, once: by its own forward pass, in float, and along the stream, in double, when that is first asked for.</summary>
internal sealed class ReadText
{
    private readonly int[] _tokens;
    private readonly float[] _outputs;
    private readonly Lazy<StreamPass> _pass;

    public ReadText(ModelWeights weights, StreamNumbers numbers, ReadOnlySpan<int> tokens)
    {
        (_tokens, _outputs) = (tokens.ToArray(), new float[tokens.Length * numbers.Head.Rows]);
        using var reader = weights.OpenInference(batch: 1);
        reader.Forward(_tokens, [_tokens.Length], [_outputs]);
        _pass = new(() => new StreamPass(numbers, _tokens));
    }

    public StreamPass Pass => _pass.Value;

    public bool IsOf(ReadOnlySpan<int> tokens) => tokens.SequenceEqual(_tokens);

    /// <summary>The logits of a position as everybody gets them.</summary>
    public double[] Logits(int position)
    {
        var count = _outputs.Length / _tokens.Length;
        return [.. _outputs.AsSpan(position * count, count).ToArray().Select(logit => (double)logit)];
    }
}
