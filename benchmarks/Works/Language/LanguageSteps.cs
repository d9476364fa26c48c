using System.Diagnostics;
using System.Globalization;
using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Benchmarks.Works.Language;

/// <summary>A training step of a language model on full contexts: forward, backward, AdamW; both sides begin with the same weights and take the same batch.</summary>
internal sealed class LanguageSteps : IBenchmark
{
    public const int Heads = 4;
    public const int Batch = 16;
    private const int Context = 256;
    private const int Vocabulary = 4096;

    public IEnumerable<Case> Cases =>
    [
        Case("width 128 up 384", 37.6e9, (device, batch) => new Stories(device, batch), atMost: 0.65, onSeveral: 0.55),
        Case("width 256 up 1024", 136.4e9, (device, batch) => new WideStories(device, batch), atMost: 0.80, onSeveral: 0.75),
    ];

    public string Remark(IReadOnlyList<Result> results) => string.Join('\n', results.Select(result => string.Create(CultureInfo.InvariantCulture,
        $"{result.Name} {result.Size}, {result.Threads} thread{(result.Threads == 1 ? "" : "s")}: {Batch * Context / result.Ours:F0} tokens/s; {result.Accuracy.Ours}{(result.Accuracy.Peer is { } peer ? $"; beside: {peer}" : "")}")));

    /// <summary>Texts as long as the context.</summary>
    public static DataSet DrawTexts(int count)
    {
        var random = new Random(0);
        int[][] Draw() => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Context).Select(_ => random.Next(Vocabulary)).ToArray())];
        return DataSet.OfTexts("texts", Vocabulary, Context, Draw(), Draw());
    }

    private static Case Case(string size, double operations, Func<Device, int, Model> create, double atMost, double onSeveral)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bilinear-{size.Replace(' ', '-')}");
        return new Case("lm step", $"{size} B={Batch}", device => Prepare(new TimedDevice(device), create, folder))
        {
            Operations = operations,
            Peer = $"lm folder={folder}",
            AtMost = atMost,
            AtMostOnSeveral = onSeveral,
        };
    }

    private static Ours Prepare(TimedDevice device, Func<Device, int, Model> create, string folder)
    {
        const int manySteps = 10_000_000;
        var model = create(device, Batch);
        var data = DrawTexts(Batch);
        var options = model.Description.TrainDefaults with { Batch = Batch, Steps = manySteps };
        var run = new ExportedRun(folder, Heads);
        run.WriteInitial(model);
        var loss = model.Differentiate(data);
        run.WriteBatches(data.Texts!, options.Optimizer, [(Enumerable.Range(0, Batch).ToArray(), options.Optimizer.LearningRate, loss)]);

        var steps = model.Train(data, options).GetEnumerator();
        var (parts, fastest, least) = (new List<double[]>(), TimeSpan.MaxValue, TimeSpan.MaxValue);
        return new Ours(() =>
        {
            device.Times.Clear();
            var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            steps.MoveNext();
            var (time, processor) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - before);
            fastest = time < fastest ? time : fastest;
            least = processor < least ? processor : least;
            parts.Add(device.Times.ByPart());
        }, steps, model)
        {
            Judge = () => $"first loss {loss:F5}, fastest step {fastest.TotalMilliseconds:F1} ms, least processor time {least.TotalMilliseconds:F0} ms, {string.Join(", ", KernelTimes.Parts.Select((part, index) => $"{part} {1e3 * parts.Min(times => times[index]):F1} ms"))}",
        };
    }
}
