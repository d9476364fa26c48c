namespace Bilinear.Training;

/// <summary>Runs a model over any number of samples, in turns of the workspace's capacity.</summary>
internal static class Forwarding
{
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="output">[samples, output].</param>
    /// <exception cref="ArgumentException">Either is not a whole number of samples, or they are not of one length.</exception>
    public static void Run(ModelDescription model, Workspace at, ReadOnlySpan<float> input, Span<float> output)
    {
        var (inputs, outputs) = (model.Input.Count, model.Output.Count);
        var samples = input.Length / inputs;
        if (samples * inputs != input.Length)
            throw new ArgumentException($"{model.Name} takes {inputs} floats a sample, and {input.Length} is not a multiple of that.", nameof(input));
        if ((long)samples * outputs != output.Length)
            throw new ArgumentException($"{samples} samples of {model.Name} give {(long)samples * outputs} floats, and there is room for {output.Length}.", nameof(output));

        using var lease = at.Enter();
        for (var first = 0; first < samples; first += at.Capacity)
        {
            at.Rows = Math.Min(at.Capacity, samples - first);
            at.Input(1, inputs).Memory.Write(input.Slice(first * inputs, at.Rows * inputs));
            model.Forward(at);
            at.Output(1, outputs).Memory.Read(output.Slice(first * outputs, at.Rows * outputs));
        }
    }
}
