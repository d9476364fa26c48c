using System.Diagnostics;
using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Benchmarks.Works;

/// <summary>
/// Language models with random weights that write token by token, one text and eight at once, beside the time that reading their weights takes. A time is the
/// shortest of many: what else the machine does only adds to it.
/// </summary>
internal static class Generating
{
    public const string Command = "generate";

    /// <summary>Where the steps begin that are measured, behind so many tokens.</summary>
    private const int Behind = 64;

    public static int Run(string[] threads)
    {
        Console.WriteLine($"{"model",-11} {"threads",7} {"texts",5} {"ms a step",10} {"tokens/s",9} {"of reading",10} {"of one text",11}");
        foreach (var count in (threads is [var asked] ? asked : "1,2").Split(',').Select(int.Parse))
        {
            using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = count });
            WholeText(device, count);
            Steps<Writer2M>(device, count, new Writer2M(device, 1), model => model.ToWeights(), steps: 2000);
            Steps<Writer29M>(device, count, new Writer29M(device, 1), model => model.ToWeights(), steps: 400);
        }
        return 0;
    }

    // As llama2.c's run counts, over its sizes: the tokens of a text of the whole context.
    private static void WholeText(Device device, int threads)
    {
        using var model = new Writer260K(device, 1);
        using var weights = model.ToWeights();
        var (best, tokens) = (double.MaxValue, 0);
        for (var round = 0; round < 40; round++)
        {
            using var text = weights.OpenGeneration();
            var sampler = new TokenSampler(0);
            var token = sampler.Choose(text.Append(1));
            var start = Stopwatch.GetTimestamp();
            for (tokens = 0; text.LengthOf(0) < text.Context; tokens++)
                token = sampler.Choose(text.Append(token));
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / tokens);
        }
        Console.WriteLine($"{nameof(Writer260K),-11} {threads,7} {1,5} {best * 1e3,10:N3} {1 / best,9:N0}");
    }

    private static void Steps<TModel>(Device device, int threads, TModel made, Func<TModel, ModelWeights> take, int steps) where TModel : Model
    {
        using var model = made;
        using var weights = take(model);
        // Of the embedding a step reads one row.
        var bytes = sizeof(float) * (weights.Description.ParameterCount - weights.Description.Parameters[0].Count);
        var reading = ReadingTime.Of(bytes, threads);
        var one = 0.0;
        foreach (var texts in new[] { 1, 8 })
        {
            using var generation = weights.OpenGeneration(texts);
            int[] counts = [.. Enumerable.Repeat(1, texts)];
            int[] tokens = [.. Enumerable.Range(0, texts)];
            var best = double.MaxValue;
            for (var step = 0; step < steps; step++)
            {
                if (generation.LengthOf(0) == 2 * Behind)
                    Enumerable.Range(0, texts).ToList().ForEach(text => generation.Truncate(text, Behind));
                var start = Stopwatch.GetTimestamp();
                generation.Append(tokens, counts);
                best = Math.Min(best, generation.LengthOf(0) > Behind ? Stopwatch.GetElapsedTime(start).TotalSeconds : double.MaxValue);
            }
            one = texts == 1 ? best : one;
            Console.WriteLine($"{typeof(TModel).Name,-11} {threads,7} {texts,5} {best * 1e3,10:N3} {texts / best,9:N0} {reading / best,10:P0} {best / one,11:N2}");
        }
    }
}
