using Bilinear.Dsl.Bound;
using Bilinear.Testing.Interpretation;
using Bilinear.Training;

namespace Bilinear.Generators.Tests;

/// <summary>
/// Layers that are captured have the interpreter's values, and those that are replaced have the effect that they have there.
/// A pass that captures computes the output of one that does not, to the last bit.
/// </summary>
internal static class CaptureAgreement
{
    private const int Samples = 5;

    /// <summary>So few that a pass takes three turns.</summary>
    private const int Batch = 2;
    private const double Tolerance = 1e-5;

    /// <summary>Beyond it the interpreter takes its time, and a larger size shows nothing new.</summary>
    private const long FewParameters = 60_000;

    public static void Check(BoundModel bound, Model model)
    {
        var random = new Random(17);
        var description = model.Description;
        var parameters = bound.Parameters.ToDictionary(parameter => parameter.Path, parameter => model.ReadParameter(parameter.Path));
        var input = Floats(random, Samples * description.Inputs[0].Count);
        var reference = new ReferenceModel(bound);
        using var weights = (ModelWeights)model.GetType().GetMethod("ToWeights")!.Invoke(model, null)!;
        using var reader = weights.OpenInference(Batch);

        var capture = (Capture)Activator.CreateInstance(model.GetType().GetNestedType("Capture")!)!;
        Assert.Equal(description.Layers, capture.Layers);
        foreach (var layer in capture.Layers)
            capture[layer.Name].Keep();
        var plain = Run(reader, input);
        Assert.Equal(plain, Run(reader, input, capture));

        var expected = reference.RunForward(parameters, input, new Dictionary<string, float[]>()).Layers;
        Assert.Equal(expected.Keys, capture.Layers.Select(layer => layer.Name));
        Assert.All(capture.Layers, layer => Close(expected[layer.Name], capture[layer.Name].Values.ToArray(), $"{bound.Name}: {layer.Name}"));

        foreach (var layer in capture.Layers.DistinctBy(layer => layer.Value))
        {
            var own = Capture.Of(description);
            own[layer.Name].Replace(capture[layer.Name].Values);
            Assert.Equal(plain, Run(reader, input, own));

            if (bound.Parameters.Sum(parameter => parameter.Count) > FewParameters)
                continue;
            var other = Floats(random, Samples * layer.Count);
            own[layer.Name].Replace(other);
            var replaced = Run(reader, input, own);
            var wanted = reference.RunForward(parameters, input, new Dictionary<string, float[]> { [layer.Name] = other }).Outputs;
            for (var port = 0; port < replaced.Length; port++)
                Close(wanted[port], replaced[port], $"{bound.Name}: {description.Outputs[port].Name} with another {layer.Name}");
        }

        foreach (var layer in capture.Layers.Where(layer => parameters.ContainsKey(layer.Name + ".weight") && !expected.ContainsKey(layer.Name + "@2")))
        {
            var none = Capture.Of(description);
            none[layer.Name].Replace(new float[layer.Count]);
            var ablated = Run(reader, input, none);
            var own = parameters.Where(parameter => parameter.Key.StartsWith(layer.Name + ".", StringComparison.Ordinal)).ToList();
            foreach (var (name, values) in own)
                model.WriteParameter(name, new float[values.Length]);
            using (var zeroed = (ModelWeights)model.GetType().GetMethod("ToWeights")!.Invoke(model, null)!)
            using (var without = zeroed.OpenInference(Samples))
                Assert.Equal(Run(without, input), ablated);
            foreach (var (name, values) in own)
                model.WriteParameter(name, values);
        }
    }

    private static float[][] Run(InferenceModel reader, float[] input, Capture? capture = null)
    {
        var outputs = reader.Weights.Description.Outputs.Select(output => new float[Samples * output.Count]).ToArray();
        var room = outputs.Select(output => output.AsMemory()).ToArray();
        if (capture is null)
            reader.Forward(input, room);
        else
            reader.Forward(input, room, capture);
        return outputs;
    }

    private static float[] Floats(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];

    private static void Close(double[] expected, float[] actual, string name)
    {
        Assert.True(expected.Length == actual.Length, $"{name} has {actual.Length} elements; {expected.Length} were expected.");
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{name}[{i}] is {actual[i]}; {expected[i]} was expected, and the largest is {largest}.");
    }
}
