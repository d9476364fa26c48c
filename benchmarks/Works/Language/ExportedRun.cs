using System.Globalization;
using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Benchmarks.Works.Language;

/// <summary>
/// A folder with all that another program needs to train as we did; peer/Language/ExportedRun.cs reads it. <c>initial.safetensors</c>
/// has the first weights. <c>batches.safetensors</c> has all pieces one after the other, <c>tokens</c> and <c>targets</c> (−1 counts nowhere),
/// piece p from <c>starts[p]</c> to <c>starts[p + 1]</c>; and of every step its pieces, <c>order</c> [steps, batch], its learning rate, <c>rates</c>, and
/// our loss, <c>losses</c>. Whole numbers stand as floats, which hold them exactly. The optimizer's numbers are metadata.
/// </summary>
internal sealed class ExportedRun(string folder, int heads)
{
    public string Initial => Path.Combine(folder, "initial.safetensors");

    private string Batches => Path.Combine(folder, "batches.safetensors");

    public void WriteInitial(Model model)
    {
        Directory.CreateDirectory(folder);
        model.Save(Initial);
    }

    /// <param name="steps">The pieces, the learning rate and the loss of each step.</param>
    public void WriteBatches(TextSamples texts, AdamWOptions optimizer, IReadOnlyList<(int[] Pieces, double Rate, float Loss)> steps)
    {
        var (tokens, targets) = (new List<float>(), new List<float>());
        var starts = new List<float> { 0 };
        var (pieceTokens, pieceTargets) = (new int[texts.Context], new int[texts.Context]);
        for (var piece = 0; piece < texts.Count; piece++)
        {
            var length = texts.LengthOf(piece);
            texts.Read(piece, pieceTokens.AsSpan(0, length), pieceTargets.AsSpan(0, length));
            tokens.AddRange(pieceTokens.Take(length).Select(token => (float)token));
            targets.AddRange(pieceTargets.Take(length).Select(target => (float)target));
            starts.Add(tokens.Count);
        }
        const int exact = 1 << 24;
        if (tokens.Count > exact)
            throw new InvalidDataException($"There are {tokens.Count} tokens, and a float counts exactly up to {exact}: export a smaller corpus.");
        var metadata = new Dictionary<string, string>
        {
            ["heads"] = Text(heads),
            ["beta1"] = Text(optimizer.Beta1),
            ["beta2"] = Text(optimizer.Beta2),
            ["epsilon"] = Text(optimizer.Epsilon),
            ["weight_decay"] = Text(optimizer.WeightDecay),
        };
        SafeTensorsWriter.Write(Batches, metadata,
        [
            Vector("tokens", tokens), Vector("targets", targets), Vector("starts", starts),
            new NamedTensor("order", [steps.Count, steps[0].Pieces.Length], steps.SelectMany(step => step.Pieces).Select(piece => (float)piece).ToArray()),
            Vector("rates", [.. steps.Select(step => (float)step.Rate)]),
            Vector("losses", [.. steps.Select(step => step.Loss)]),
        ]);
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static NamedTensor Vector(string name, List<float> values) => new(name, [values.Count], values.ToArray());
}
