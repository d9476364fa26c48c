using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Language;

/// <summary>
/// Trains as an exported run says, from its weights and on its batches, and prints its losses beside ours; its last weights go into the folder as
/// <c>twin.safetensors</c>, under the names that ours have.
/// </summary>
internal static class Twin
{
    public const string Command = "twin";

    private const int Every = 20;

    public static int Run(string folder, int threads)
    {
        set_num_threads(threads);
        var run = new ExportedRun(folder);
        var model = new StoriesModel(run.Parameters, run.Heads);
        using var optimizer = run.Optimizer();
        var (losses, start) = (new float[run.Steps], Stopwatch.GetTimestamp());
        Console.WriteLine("  step    ours     twin   difference   (ours, twin: means since the line before; difference: the largest)");
        for (var (step, shown) = (0, 0); step < run.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var (tokens, targets) = run.Load(step);
            foreach (var group in optimizer.ParamGroups) group.LearningRate = run.Rate(step);
            optimizer.zero_grad();
            var loss = model.Loss(tokens, targets);
            loss.backward();
            optimizer.step();
            losses[step] = loss.item<float>();
            if (step >= 5 && (step + 1) % Every != 0 && step + 1 < run.Steps) continue;
            var since = Enumerable.Range(shown, step + 1 - shown).ToArray();
            Console.WriteLine($"{step + 1,6} {since.Average(at => run.Losses[at]),8:F4} {since.Average(at => losses[at]),8:F4}   {since.Max(at => Math.Abs(run.Losses[at] - losses[at])):E1}");
            shown = step + 1;
        }
        var last = Math.Min(100, run.Steps);
        Console.WriteLine($"mean of the last {last} steps: ours {run.Losses[^last..].Average():F4}, twin {losses[^last..].Average():F4}; {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        SafeTensors.Write(Path.Combine(folder, "twin.safetensors"), run.Parameters.Select(entry => KeyValuePair.Create(entry.Key, (Tensor)entry.Value)));
        return 0;
    }
}
