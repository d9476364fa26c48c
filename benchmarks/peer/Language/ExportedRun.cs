using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Language;

/// <summary>What benchmarks/Works/Language/ExportedRun.cs wrote, which says what is in it: the first weights, the batch of every step, its learning rate and our loss.</summary>
internal sealed class ExportedRun
{
    private readonly float[] _tokens;
    private readonly float[] _targets;
    private readonly float[] _starts;
    private readonly float[] _order;
    private readonly float[] _rates;
    private readonly Dictionary<string, string> _metadata;

    public ExportedRun(string folder)
    {
        (var tensors, _metadata) = SafeTensors.Read(Path.Combine(folder, "batches.safetensors"));
        float[] Values(string name) => tensors[name].data<float>().ToArray();
        (_tokens, _targets, _starts, _order, _rates, Losses) = (Values("tokens"), Values("targets"), Values("starts"), Values("order"), Values("rates"), Values("losses"));
        Parameters = new SortedDictionary<string, Parameter>(
            SafeTensors.Read(Path.Combine(folder, "initial.safetensors")).Tensors.ToDictionary(entry => entry.Key, entry => new Parameter(entry.Value)), StringComparer.Ordinal);
    }

    public SortedDictionary<string, Parameter> Parameters { get; }

    public int Heads => (int)Number("heads");

    public int Steps => Losses.Length;

    public int Batch => _order.Length / Steps;

    /// <summary>Our loss at each step.</summary>
    public float[] Losses { get; }

    public optim.Optimizer Optimizer() => optim.AdamW(
        Parameters.Values, lr: _rates[0], beta1: Number("beta1"), beta2: Number("beta2"), eps: Number("epsilon"), weight_decay: Number("weight_decay"));

    public double Rate(int step) => _rates[step];

    /// <summary>The texts of a step, [batch, longest]: shorter ones go on with token 0, and with targets of −1.</summary>
    public (Tensor Tokens, Tensor Targets) Load(int step)
    {
        var pieces = _order.AsSpan(step * Batch, Batch).ToArray().Select(piece => (Start: (int)_starts[(int)piece], End: (int)_starts[(int)piece + 1])).ToArray();
        var longest = pieces.Max(piece => piece.End - piece.Start);
        var (tokens, targets) = (new long[Batch * longest], new long[Batch * longest]);
        Array.Fill(targets, StoriesModel.NoTarget);
        for (var text = 0; text < Batch; text++)
        {
            for (var at = pieces[text].Start; at < pieces[text].End; at++)
            {
                var to = text * longest + at - pieces[text].Start;
                (tokens[to], targets[to]) = ((long)_tokens[at], (long)_targets[at]);
            }
        }
        return (tensor(tokens).reshape(Batch, longest), tensor(targets).reshape(Batch, longest));
    }

    private double Number(string key) => double.Parse(_metadata[key]);
}
