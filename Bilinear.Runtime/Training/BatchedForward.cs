namespace Bilinear.Training;

/// <summary>Runs a model over any number of samples, as many at a time as the workspace holds.</summary>
internal static class BatchedForward
{
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="outputs">For each output of the model [samples, output].</param>
    /// <exception cref="ArgumentException">The input or an output is not a whole number of samples, or they are of different numbers of samples.</exception>
    public static void Run(ModelDescription model, Workspace at, ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs) =>
        Run(model, at, input, outputs, capture: null, before: 0);

    /// <summary>Runs a model, and keeps or replaces the values of layers on the way.</summary>
    /// <inheritdoc cref="Run(ModelDescription, Workspace, ReadOnlySpan{float}, ReadOnlySpan{Memory{float}})"/>
    public static void Run(ModelDescription model, Workspace at, ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs, Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        using var pass = capture.Begin(model, Samples(model, input));
        Run(model, at, input, outputs, capture, before: 0);
        pass.Complete();
    }

    /// <summary>Runs a part of the samples of a pass.</summary>
    /// <param name="capture">What sees the layers, for which the pass has begun; null for none.</param>
    /// <param name="before">The samples of the pass that came before.</param>
    internal static void Run(ModelDescription model, Workspace at, ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs, Capture? capture, int before)
    {
        if (outputs.Length != model.Outputs.Count)
            throw new ArgumentException($"{model.Name} has {model.Outputs.Count} outputs, and there is room for {outputs.Length}.", nameof(outputs));
        var samples = Samples(model, input);
        for (var port = 0; port < outputs.Length; port++)
            Fits(model, samples, port, outputs[port].Length, nameof(outputs));

        using var lease = at.Enter();
        try
        {
            for (var first = 0; first < samples; first += at.Batch)
            {
                if (capture is not null)
                    at.Show(capture, before + first);
                RunBatch(model, at, input, samples, first, capture is null ? model.Forward : Capturing(model));
                for (var port = 0; port < outputs.Length; port++)
                    Read(model, at, first, port, outputs[port].Span);
            }
        }
        finally
        {
            at.ShowNothing();
        }
    }

    /// <summary>Runs a model and reads one of its outputs, whatever others it has.</summary>
    /// <param name="output">[samples, output].</param>
    /// <param name="port">The output to read, by its place in <see cref="ModelDescription.Outputs"/>.</param>
    /// <exception cref="ArgumentException">Input or output is not a whole number of samples, they are of different numbers of samples, or the model has no such output.</exception>
    public static void Run(ModelDescription model, Workspace at, ReadOnlySpan<float> input, Span<float> output, int port)
    {
        if (port < 0 || port >= model.Outputs.Count)
            throw new ArgumentOutOfRangeException(nameof(port), port, $"{model.Name} has the outputs 0 … {model.Outputs.Count - 1}.");
        var samples = Samples(model, input);
        Fits(model, samples, port, output.Length, nameof(output));

        using var lease = at.Enter();
        for (var first = 0; first < samples; first += at.Batch)
        {
            RunBatch(model, at, input, samples, first, model.Forward);
            Read(model, at, first, port, output);
        }
    }

    private static int Samples(ModelDescription model, ReadOnlySpan<float> input)
    {
        if (model.TakesTexts)
            throw new ArgumentException($"{model.Name} takes texts of tokens, and no floats: pass tokens and the length of each text.", nameof(input));
        var inputs = model.Inputs[0].Count;
        return input.Length % inputs == 0
            ? input.Length / inputs
            : throw new ArgumentException($"{model.Name} takes {inputs} floats for each sample, and {input.Length} is not a multiple of that.", nameof(input));
    }

    private static void Fits(ModelDescription model, int samples, int port, int room, string name)
    {
        var needed = (long)samples * model.Outputs[port].Count;
        if (needed != room)
            throw new ArgumentException($"{samples} samples of {model.Name} give {needed} floats{(model.Outputs.Count == 1 ? "" : $" of {model.Outputs[port].Name}")}, and there is room for {room}.", name);
    }

    private static Action<Workspace> Capturing(ModelDescription model) =>
        model.Capture ?? throw new NotSupportedException($"{model.Name} is described without its layers: compile it with the generator of this version.");

    private static void RunBatch(ModelDescription model, Workspace at, ReadOnlySpan<float> input, int samples, int first, Action<Workspace> forward)
    {
        var inputs = model.Inputs[0].Count;
        at.Samples = Math.Min(at.Batch, samples - first);
        at.Input(0, 1, inputs).Memory.Write(input.Slice(first * inputs, at.Samples * inputs));
        forward(at);
    }

    private static void Read(ModelDescription model, Workspace at, int first, int port, Span<float> output)
    {
        var outputs = model.Outputs[port].Count;
        at.Output(port, 1, outputs).Memory.Read(output.Slice(first * outputs, at.Samples * outputs));
    }
}
