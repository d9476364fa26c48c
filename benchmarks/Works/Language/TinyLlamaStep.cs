using System.Diagnostics;
using Bilinear.Benchmarks.Models;
using Bilinear.Data;
using Bilinear.Devices;

namespace Bilinear.Benchmarks.Works.Language;

/// <summary>
/// Two layers of TinyLlama with its embedding and its head, random weights: a forward pass and two annealed steps on one text of 256 tokens,
/// and how much memory they take beside what the shapes say: parameters, gradients and two moments of AdamW, 16 bytes a parameter.
/// </summary>
internal static class TinyLlamaStep
{
    public const string Command = "tinyllama-step";

    private const double Giga = 1e9;

    public static int Run()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new TwoLayers(device, batch: 1);
        var (context, vocabulary, count) = (model.Description.Context, model.Description.Inputs[0].Vocabulary, model.Description.ParameterCount);
        Console.WriteLine($"{count:N0} parameters: {count * 16.0 / Giga:F2} GB with gradients and moments");

        var random = new Random(0);
        int[] Draw() => [.. Enumerable.Range(0, context).Select(_ => random.Next(vocabulary))];
        var logits = new float[context * vocabulary];
        model.Forward(Draw(), [context], [logits]);
        Console.WriteLine($"forward: at most {Peak} GB resident");
        foreach (var step in model.Train(DataSet.OfTexts("texts", vocabulary, context, [Draw()], [Draw()])))
            Console.WriteLine($"step {step.Step}: β {step.Sharpness:F1}, loss {step.ReadLoss():F4}, at most {Peak} GB resident");
        return 0;
    }

    private static string Peak
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return $"{process.PeakWorkingSet64 / Giga:F2}";
        }
    }
}
