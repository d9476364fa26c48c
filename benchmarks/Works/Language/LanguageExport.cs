using System.CommandLine;
using Bilinear.Data;
using Bilinear.Data.Text;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Training;
using Examples.Stories;

namespace Bilinear.Benchmarks.Works.Language;

/// <summary>
/// Trains examples/Stories and writes, into a folder, what its twin in PyTorch needs to train as we did, see <see cref="ExportedRun"/>, and our last
/// weights, <c>ours.safetensors</c>.
/// </summary>
internal static class LanguageExport
{
    public const string Command = "lm-export";

    private const int LossesTogether = 100;

    public static int Run(string[] args)
    {
        var folder = new Argument<string>("folder") { Description = "Gets the files; made if it is not there." };
        var data = new Option<string>("--data") { Required = true, Description = "A file of texts, for training." };
        var tokenizer = new Option<string>("--tokenizer") { Required = true, Description = "Its tokenizer.json." };
        var steps = new Option<long?>("--steps") { Description = "Fewer or more steps than the train block says; the learning rate falls over these." };
        var threads = new Option<int>("--threads") { Description = "The number of threads; 0 for one on each core." };
        var command = new RootCommand("Trains examples/Stories for its twin in PyTorch.") { folder, data, tokenizer, steps, threads };
        command.SetAction(parsed =>
        {
            using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = parsed.GetValue(threads) });
            using var corpus = TextCorpus.Open(parsed.GetValue(data)!, Tokenizer.Load(parsed.GetValue(tokenizer)!));
            Train(device, corpus, parsed.GetValue(folder)!, parsed.GetValue(steps));
        });
        return command.Parse(args).Invoke();
    }

    private static void Train(Device device, TextCorpus corpus, string folder, long? limit)
    {
        var options = Stories.TrainDefaults;
        using var model = new Stories(device, options.Batch, options.Seed);
        var texts = new RecordedTexts(new TextPieces(corpus, model.Description.Context));
        var run = new ExportedRun(folder, LanguageSteps.Heads);
        run.WriteInitial(model);
        options = options with { SaveTo = Path.Combine(folder, "ours.safetensors") };
        if (limit is not null) options = options with { Epochs = null, Steps = limit };

        var steps = new List<(int[] Pieces, double Rate, float Loss)>();
        texts.TakeRead();
        foreach (var step in model.Train(DataSet.OfTexts(Path.GetFileName(corpus.Path), texts), options))
        {
            steps.Add((texts.TakeRead(), step.LearningRate, step.ReadLoss()));
            if (step.Step % LossesTogether == 0 || step.EndsRun)
                Console.WriteLine($"step {step.Step} of {step.TotalSteps}: loss {steps.TakeLast(LossesTogether).Average(taken => taken.Loss):F4}, {step.SamplesPerSecond:F1} texts/s");
        }
        run.WriteBatches(texts, options.Optimizer, steps);
    }
}
