// PyTorch (libtorch through TorchSharp), asked over standard input, a line a request:
//   open NAME key=value …   prepares a piece of work              → ready
//   run N                   does it N times                       → the seconds that it took
//   accuracy                how good the last result is          → some words, or nothing
//   close                   lets go of it                         → closed
// What goes wrong is answered by "error" and a sentence. Another use is a whole training run beside one of ours:
//   twin FOLDER [threads]   see Language/Twin.cs
using System.Diagnostics;
using System.Globalization;
using Bilinear.Benchmarks.Peer;
using Bilinear.Benchmarks.Peer.Language;
using Bilinear.Benchmarks.Peer.Works;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
NativeParts.MakeLoadable(AppContext.BaseDirectory);
if (args is [Twin.Command, var folder, ..])
    return Twin.Run(folder, args.Length > 2 ? int.Parse(args[2]) : Environment.ProcessorCount);
Console.WriteLine($"PyTorch {torch.__version__}");
Work? work = null;
while (Console.ReadLine() is { } line)
{
    try
    {
        Console.WriteLine(Answer(line.Split(' ')));
    }
    catch (Exception e)
    {
        Console.WriteLine($"error {e.Message.ReplaceLineEndings(" ")}");
    }
}
return 0;

string Answer(string[] words)
{
    switch (words[0])
    {
        case "open":
            work?.Dispose();
            work = Works.Open(new Request(words));
            return "ready";
        case "run":
            var start = Stopwatch.GetTimestamp();
            for (var i = int.Parse(words[1]); i > 0; i--) work!.Run();
            return Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("R");
        case "accuracy":
            return work!.Accuracy;
        case "close":
            work?.Dispose();
            work = null;
            return "closed";
        default:
            return $"error There is no request {words[0]}.";
    }
}
