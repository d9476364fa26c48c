using Bilinear.Dsl;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Corpus;

/// <summary>A model of a program of the corpus, with data made up for it.</summary>
/// <param name="Choice">The options that choose it; none for a program without a model.</param>
internal sealed record CorpusModel(string Program, string Name, string[] Choice, string Data)
{
    private const int Samples = 6;

    /// <summary>Larger instances differ from their small model in sizes alone, and take minutes.</summary>
    private const long MostParameters = 20_000;

    public static IEnumerable<CorpusModel> All(Workbench bench) =>
        Directory.GetDirectories(Path.Combine(Repository.Corpus, "ok")).Select(Path.GetFileName).Order(StringComparer.Ordinal).SelectMany(program => Of(Repository.Program(program!), bench));

    /// <summary>Whether training turns it into a bilinear one.</summary>
    private bool Anneals { get; init; }

    /// <summary>What can be asked of it: it is trained first, so that there are weights.</summary>
    public IEnumerable<string[]> Commands(Workbench bench)
    {
        var stem = bench[$"{Path.GetFileNameWithoutExtension(Program)}.{Name}"];
        string Out(string what) => $"{stem}.{what}";
        string[] model = Choice;
        string[] weights = [.. model, "--weights", Out("safetensors")];
        yield return ["check", Program, .. model];
        yield return ["fmt", "--check", Program];
        foreach (var stage in new[] { "syntax", "bound", "ir", "grad", "fused", "schedule", "cs" })
            yield return ["emit", Program, "--stage", stage, .. model];
        yield return ["train", Program, "--data", Data, "--epochs", "1", "--batch", "3", "--out", Out("safetensors"), .. Anneals ? ["--program", Out("bmlp")] : Array.Empty<string>(), .. model];
        // What was trained is then of another program.
        var program = Anneals ? Out("bmlp") : Program;
        yield return ["eval", program, "--data", Data, .. weights];
        yield return ["run", program, "--input", Path.Combine(Data, "test.safetensors"), "--output", Out("answers.safetensors"), .. weights];
        yield return ["run", program, "--input", Path.Combine(Data, "test.safetensors"), "--output", Out("answers.safetensors"), "--grad", .. weights];
        yield return ["decompose", program, "--data", Data, "--out", Out("spectra.safetensors"), .. weights];
        yield return ["decompose", program, "--out", Out("spectra.safetensors"), .. weights];
        yield return ["report", program, "--data", Data, "--out", Out("html"), .. weights];
        yield return ["explain", program, "--data", Data, "--sample", "1", "--out", Out("why.html"), .. weights];
        yield return ["study", "ablate", program, "--data", Data, "--top", "2", "--out", Out("ablated.html"), .. weights];
        yield return ["study", "bottleneck", program, "--data", Data, "--out", Out("bottleneck.html"), .. weights];
        foreach (var rule in new[] { "magnitude", "ends", "mean_activation" })
            yield return ["truncate", program, "--data", Data, "--keep", "2", "--rule", rule, "--out", Out($"{rule}.safetensors"), .. weights];
        yield return ["export", Out("safetensors"), "--out", Out("onnx")];
        yield return ["similarity", Out("safetensors"), Out("safetensors")];
        yield return ["similarity", program, Out("safetensors"), Out("safetensors"), "--keep", "1", .. model];
    }

    private static IEnumerable<CorpusModel> Of(string program, Workbench bench)
    {
        var models = new BmlpCompilation(new SourceText(program, File.ReadAllText(program))).Models.Select(model => model.Bound).ToList();
        if (models.Count == 0)
            yield return new CorpusModel(program, "none", [], "digits");
        foreach (var model in models.Where(model => IsScaled(model) || model.Parameters.Sum(parameter => parameter.Count) < MostParameters))
        {
            var folder = Directory.CreateDirectory(bench[$"{Path.GetFileNameWithoutExtension(program)}.{model.Name}.data"]).FullName;
            foreach (var part in new[] { "train", "test" })
                Tensors(model).Write(Path.Combine(folder, part + ".safetensors"));
            yield return new CorpusModel(program, model.Name, IsScaled(model) ? ["--model", model.Name, "--set", "hidden=6"] : ["--model", model.Name], folder) { Anneals = model.TrainedText is not null };
        }
    }

    private static bool IsScaled(BoundModel model) => model.BaseName is null && model.Arguments.Any(argument => argument.Name == "hidden");

    private static RawTensors Tensors(BoundModel model)
    {
        var input = Shape(model.Inputs[0]);
        var tensors = new RawTensors().Add("input", "F32", input, Numbers(input, i => MathF.Sin(i)));
        foreach (var (port, loss) in model.Outputs.Zip(model.Train.Losses))
        {
            var (name, output) = (model.Outputs.Count == 1 ? "target" : $"target.{port.Name}", Shape(port));
            tensors = loss.Kind == LossKind.MeanSquaredError
                ? tensors.Add(name, "F32", output, Numbers(output, i => MathF.Cos(i)))
                : tensors.Add(name, "I64", output[..^1], Numbers(output[..^1], i => (long)i % output[^1]));
        }

        return tensors;
    }

    private static int[] Shape(BoundPort port) => [Samples, .. port.Shape.Dims.Select(size => (int)size)];

    private static T[] Numbers<T>(int[] shape, Func<int, T> number) => [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(number)];
}
