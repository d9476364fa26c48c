using System.Runtime.Loader;
using Bilinear.Devices;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;
using Bilinear.Testing.Interpretation;
using Bilinear.Training;

namespace Bilinear.Generators.Tests;

/// <summary>
/// Every program of the corpus that compiles is run: what its generated code computes on the CPU is what the interpreter of
/// the IR computes in double, output, loss and every gradient.
/// </summary>
public sealed class GeneratedCodeTests
{
    private const int Batch = 3;
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Programs => [.. CorpusProgram.Compiling.Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void GeneratedCode_AgreesWithTheInterpreter(string name)
    {
        var program = CorpusProgram.Named(name);
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
            Compare(model, generated);
        }
        context.Unload();
    }

    private static void Compare(BoundModel model, Model generated)
    {
        var random = new RandomNumbers(11);
        var parameters = model.Parameters.ToDictionary(parameter => parameter.Path, parameter => random.Floats((int)parameter.Count, 1 / MathF.Sqrt(parameter.FanIn)));
        foreach (var (name, values) in parameters)
            generated.WriteParameter(name, values);

        var input = random.Floats(Batch * (int)model.Input.Shape.Count, 1);
        var architecture = generated.Architecture;
        var labels = random.Labels(Batch * architecture.OutputRows, architecture.Classes);
        var targets = random.Floats(Batch * architecture.Output.Count, 1);

        var output = new float[Batch * architecture.Output.Count];
        generated.Forward(input, output);
        var isLabelled = model.Train.Loss == Dsl.Bound.LossKind.CrossEntropy;
        var loss = isLabelled ? generated.Differentiate(input, labels) : generated.Differentiate(input, targets);

        var expected = new ReferenceModel(model).Run(parameters, input, isLabelled ? [.. labels.Select(label => (float)label)] : targets);
        Close(expected.Output, output, $"{model.Name}: output");
        Close([expected.Loss], [loss], $"{model.Name}: loss");
        foreach (var (name, gradient) in expected.Gradients)
            Close(gradient, generated.ReadGradient(name), $"{model.Name}: gradient of {name}");
    }

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
