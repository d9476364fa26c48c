using System.Runtime.InteropServices;
using Bilinear.Devices;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>Markdown, a line as soon as it is measured: the machine, the table, and what the benchmarks remark.</summary>
internal static class TableOutput
{
    public static void Write(Run run, IReadOnlyList<IBenchmark> benchmarks)
    {
        Header(run);
        Console.WriteLine($"""

            | {"work",-22} | {"size",-30} | threads | {"ours",10} | {"beside",10} | {"ratio",6} | fastest | {"wanted",6} | at peak | GFLOP/s | of peak |  spread |
            |{new string('-', 24)}|{new string('-', 32)}|--------:|-----------:|-----------:|-------:|--------:|-------:|--------:|--------:|--------:|--------:|
            """);
        var remarks = new List<string>();
        foreach (var benchmark in benchmarks)
        {
            var results = new List<Result>();
            foreach (var result in run.Results(benchmark))
            {
                results.Add(result);
                Line(result);
            }
            if (results.Count > 0 && benchmark.Remark(results) is { } remark) remarks.Add(remark);
        }
        foreach (var remark in remarks) Console.WriteLine($"\n{remark}");
    }

    private static void Header(Run run)
    {
        using var device = Device.Open(DeviceKind.Cpu);
        Console.WriteLine($"""
            {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC
            {device.Name}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture}, .NET {Environment.Version}
            beside: {run.PeerName ?? "nothing"}
            FMA peak: {string.Join(", ", run.Peaks.Select(peak => $"{peak.Value / 1e9:F0} GFLOP/s on {peak.Key} thread{(peak.Key == 1 ? "" : "s")}"))}
            """);
    }

    private static void Line(Result result) => Console.WriteLine(
        $"| {result.Name,-22} | {result.Size,-30} | {result.Threads,7} | {Time(result.Ours),10} | {Time(result.Peer),10} " +
        $"| {result.Ratio,6:F2} | {Given(result.FastestRatio),7} | {Given(result.AtMost),6} | {Given(result.LeastRatio),7} | {result.Gflops,7:F1} | {result.ShareOfPeak,7:F2} | {$"{result.Spread:P0}{(result.Spread > Result.QuietSpread ? " !" : "")}",7} |");

    private static string Given(double? ratio) => ratio > 0 ? $"{ratio:F2}" : "";

    private static string Time(double? seconds) => seconds switch
    {
        null => "",
        < 1e-4 => $"{seconds * 1e6:F2} µs",
        < 1e-1 => $"{seconds * 1e3:F3} ms",
        _ => $"{seconds:F3} s",
    };
}
