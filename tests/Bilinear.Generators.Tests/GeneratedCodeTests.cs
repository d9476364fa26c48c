using System.Runtime.Loader;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;
using Bilinear.Testing.Interpretation;
using Bilinear.Training;
using LossKind = Bilinear.Training.LossKind;

namespace Bilinear.Generators.Tests;

/// <summary>
/// Every program of the corpus that compiles is run: what its generated code computes on the CPU is what the interpreter of
/// the IR computes in double, output, loss, every gradient, and every layer that is captured.
/// </summary>
public sealed class GeneratedCodeTests
{
    private const int Batch = 3;
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Programs => [.. CorpusProgram.All.Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void GeneratedCode_AgreesWithTheInterpreter(string name)
    {
        var program = CorpusProgram.Named(name);
        program = program with { Text = SmallerTexts.Of(program.Text) };
        var run = GeneratorRun.Of("", [(program.FileName, program.Text)], rootNamespace: "Corpus");
        Assert.Empty(run.BuildErrors());

        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext(name, isCollectible: true);
        var assembly = context.LoadFromStream(image);

        using var device = Device.Open(DeviceKind.Cpu);
        foreach (var model in program.Compile().Bound.Models)
        {
            var type = assembly.GetTypes().Single(candidate => candidate.Name == model.Name && candidate.DeclaringType is null);
            using var generated = (Model)Activator.CreateInstance(type, device, Batch, 7UL)!;
            if (model.TakesTexts)
            {
                CompareTexts(model, generated);
                continue;
            }
            Compare(model, generated);
            CaptureAgreement.Check(model, generated);
        }
        context.Unload();
    }

    private static void Compare(BoundModel model, Model generated)
    {
        var random = new RandomNumbers(11);
        var parameters = model.Parameters.ToDictionary(parameter => parameter.Path, parameter => random.Floats((int)parameter.Count, 1 / MathF.Sqrt(parameter.FanIn)));
        foreach (var (name, values) in parameters)
            generated.WriteParameter(name, values);

        var (inputs, ports) = (generated.Description.Inputs[0], generated.Description.Outputs);
        var input = random.Floats(Batch * inputs.Count, 1);
        var labels = ports.Select(port => random.Labels(Batch * port.Rows, port.Classes)).ToList();
        var floats = ports.Select(port => random.Floats(Batch * port.Count, 1)).ToList();
        DataTarget[] targets = [.. ports.Select((port, i) => port.Loss == LossKind.CrossEntropy ? DataTarget.Labelled(port.Name, labels[i], port.Classes) : DataTarget.Regression(port.Name, floats[i]))];
        var batch = DataSet.Create("batch", inputs.Shape, input, targets);

        var outputs = ports.Select(port => new float[Batch * port.Count].AsMemory()).ToArray();
        generated.Forward(input, outputs);
        var loss = generated.Differentiate(batch);

        var expected = new ReferenceModel(model).Run(parameters, input, [.. ports.Select((port, i) => port.Loss == LossKind.CrossEntropy ? [.. labels[i].Select(label => (float)label)] : floats[i])]);
        for (var port = 0; port < ports.Count; port++)
            Close(expected.Outputs[port], outputs[port].ToArray(), $"{model.Name}: {ports[port].Name}");
        Close([expected.Loss], [loss], $"{model.Name}: loss");
        if (ports is [{ Loss: LossKind.CrossEntropy }])
            Assert.Equal(loss, generated.Differentiate(input, labels[0]));
        else if (ports.Count == 1)
            Assert.Equal(loss, generated.Differentiate(input, floats[0]));
        foreach (var (name, gradient) in expected.Gradients)
            Close(gradient, generated.ReadGradient(name), $"{model.Name}: gradient of {name}");
    }

    /// <summary>Whole texts, since a graph knows no other; some positions count nowhere.</summary>
    private static void CompareTexts(BoundModel model, Model generated)
    {
        var random = new RandomNumbers(11);
        var parameters = model.Parameters.ToDictionary(parameter => parameter.Path, parameter => random.Floats((int)parameter.Count, 1 / MathF.Sqrt(parameter.FanIn)));
        foreach (var (name, values) in parameters)
            generated.WriteParameter(name, values);

        var (context, vocabulary) = (generated.Description.Context, generated.Description.Inputs[0].Vocabulary);
        var tokens = random.Labels(Batch * context, vocabulary);
        int[] targets = [.. random.Labels(Batch * context, vocabulary).Select(target => target % 5 == 0 ? -1 : target)];
        var texts = DataSet.OfTexts("texts", vocabulary, context, [.. tokens.Chunk(context)], [.. targets.Chunk(context)]);
        var output = new float[Batch * generated.Description.Outputs[0].Count];
        generated.Forward(tokens, [.. Enumerable.Repeat(context, Batch)], [output]);
        var loss = generated.Differentiate(texts);

        var expected = new ReferenceModel(model).Run(parameters, [.. tokens.Select(token => (float)token)], [[.. targets.Select(target => (float)target)]]);
        Close(expected.Outputs[0], output, $"{model.Name}: {generated.Description.Outputs[0].Name}");
        Close([expected.Loss], [loss], $"{model.Name}: loss");
        // Evaluation is of the model that inference runs, which is another in training where a norm divides by the batch's scale.
        Close([model.Train.Losses[0].Weight * CrossEntropy(expected.Outputs[0], targets)], [(float)generated.Evaluate(texts).Loss], $"{model.Name}: loss alone");
        foreach (var (name, gradient) in expected.Gradients)
            Close(gradient, generated.ReadGradient(name), $"{model.Name}: gradient of {name}");
    }

    /// <summary>The mean over the rows whose target counts.</summary>
    private static double CrossEntropy(double[] logits, int[] targets) => logits.Chunk(logits.Length / targets.Length)
        .Zip(targets).Where(row => row.Second >= 0)
        .Average(row => Math.Log(row.First.Sum(logit => Math.Exp(logit - row.First.Max()))) + row.First.Max() - row.First[row.Second]);

    private static void Close(double[] expected, float[] actual, string name)
    {
        Assert.True(expected.Length == actual.Length, $"{name} has {actual.Length} elements; {expected.Length} were expected.");
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{name}[{i}] is {actual[i]}; {expected[i]} was expected, and the largest is {largest}.");
    }

    /// <summary>Reproducible numbers.</summary>
    private sealed class RandomNumbers(int seed)
    {
        private readonly Random _random = new(seed);

        public float[] Floats(int count, float scale) => [.. Enumerable.Range(0, count).Select(_ => scale * (float)((2 * _random.NextDouble()) - 1))];

        public int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(_ => _random.Next(classes))];
    }
}
