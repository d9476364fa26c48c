using System.Diagnostics;
using Bilinear.Benchmarks.Models;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Benchmarks.Works.Language;

/// <summary>
/// Where the time of a language model's training step goes, kernel by kernel, and how much memory a step takes:
/// <c>lm-profile [width=128|256] [threads=1] [batch=16] [steps=8] [processor=0|1]</c>: the time that goes by, or that of the processors. The width of 256 is that of the stories.bmlp of the language's tests.
/// </summary>
internal static class LanguageProfile
{
    public const string Command = "lm-profile";

    public static int Run(string[] options)
    {
        int Option(string name, int otherwise) => options.FirstOrDefault(option => option.StartsWith(name + "=", StringComparison.Ordinal)) is { } given ? int.Parse(given[(name.Length + 1)..]) : otherwise;
        var (steps, batch) = (Option("steps", 8), Option("batch", LanguageSteps.Batch));
        using var cpu = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = Option("threads", 1) });
        var device = new TimedDevice(cpu, Option("processor", 0) == 1);
        using Model model = Option("width", 128) == 256 ? new WideStories(device, batch) : new Stories(device, batch);

        const int warmUp = 2;
        var (fastest, least) = (TimeSpan.MaxValue, new Dictionary<Kernel, (int Calls, TimeSpan Time)>());
        var before = Stopwatch.GetTimestamp();
        foreach (var step in model.Train(LanguageSteps.DrawTexts(batch), model.Description.TrainDefaults with { Batch = batch, Steps = steps + warmUp }))
        {
            var time = Stopwatch.GetElapsedTime(before);
            if (step.Step > warmUp)
            {
                fastest = time < fastest ? time : fastest;
                foreach (var (kernel, spent) in device.Times.Spent)
                    least[kernel] = least.TryGetValue(kernel, out var other) && other.Time < spent.Time ? other : spent;
            }
            device.Times.Clear();
            before = Stopwatch.GetTimestamp();
        }
        Print(model, fastest, least);
        return 0;
    }

    // The least that each took in any step: what others do on the machine disturbs some steps, and in each another kernel.
    private static void Print(Model model, TimeSpan fastest, Dictionary<Kernel, (int Calls, TimeSpan Time)> kernels)
    {
        var all = kernels.Values.Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Time);
        Console.WriteLine($"{model.Device.Name}: the fastest step took {fastest.TotalMilliseconds:F1} ms, {model.Batch * model.Description.Context / fastest.TotalSeconds:F0} tokens/s; the least times of all kernels together {all.TotalMilliseconds:F1} ms");
        Console.WriteLine("| kernel | size | calls | ms | share | GFLOP/s |\n|---|---|--:|--:|--:|--:|");
        foreach (var (kernel, (calls, time)) in kernels.OrderByDescending(entry => entry.Value.Time))
        {
            var (size, rate) = ($"{kernel.Rows}×{kernel.Columns}", "");
            if (kernel.Depth > 0)
            {
                // The head with its loss does three products.
                var operations = (kernel.Part == Part.Head ? 3 : 1) * 2.0 * kernel.Rows * kernel.Columns * kernel.Depth;
                (size, rate) = ($"{size}×{kernel.Depth}", $"{calls * operations / time.TotalSeconds / 1e9:F0}");
            }
            Console.WriteLine($"| {kernel.Name} | {size} | {calls} | {time.TotalMilliseconds:F2} | {time / all:P1} | {rate} |");
        }
        var parts = Enum.GetValues<Part>().Select(part => $"{KernelTimes.Parts[(int)part]} {kernels.Where(entry => entry.Key.Part == part).Sum(entry => entry.Value.Time / all):P1}");
        Console.WriteLine(string.Join(", ", parts));
        Console.WriteLine($"peak resident memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:F2} GB");
    }
}
