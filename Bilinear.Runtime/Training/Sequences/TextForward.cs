namespace Bilinear.Training.Sequences;

/// <summary>Runs a model over any number of texts, as many at a time as the outputs of the workspace have room for.</summary>
internal static class TextForward
{
    /// <param name="tokens">The tokens, text after text.</param>
    /// <param name="lengths">The number of tokens of each text.</param>
    /// <param name="outputs">For each output of the model its numbers for each position.</param>
    /// <exception cref="ArgumentException">The model takes no texts, a text or a token is none of the model's, or an output has room for another number of positions.</exception>
    public static void Run(ModelDescription model, Workspace at, ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, ReadOnlySpan<Memory<float>> outputs)
    {
        Check(model, tokens, lengths);
        if (outputs.Length != model.Outputs.Count)
            throw new ArgumentException($"{model.Name} has {model.Outputs.Count} outputs, and there is room for {outputs.Length}.", nameof(outputs));
        for (var port = 0; port < outputs.Length; port++)
        {
            if (outputs[port].Length != (long)tokens.Length * SizeOf(model, port))
                throw new ArgumentException($"{tokens.Length} positions of {model.Name} give {(long)tokens.Length * SizeOf(model, port)} floats, and there is room for {outputs[port].Length}.", nameof(outputs));
        }

        using var lease = at.Enter();
        var row = 0;
        for (var first = 0; first < lengths.Length;)
        {
            var (texts, rows) = Next(at, lengths[first..]);
            at.LoadTexts(tokens.Slice(row, rows), lengths.Slice(first, texts));
            model.Forward(at);
            for (var port = 0; port < outputs.Length; port++)
            {
                var size = SizeOf(model, port);
                at.Output(port, model.Context, size).Memory.Read(outputs[port].Span.Slice(row * size, rows * size));
            }
            row += rows;
            first += texts;
        }
    }

    /// <exception cref="ArgumentException">The model takes no texts, or a text or a token is none of the model's.</exception>
    public static void Check(ModelDescription model, ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths)
    {
        if (!model.TakesTexts)
            throw new ArgumentException($"{model.Name} takes floats, and no tokens.", nameof(tokens));
        TextRows.Check(tokens, lengths, model.Inputs[0].Vocabulary, model.Context);
    }

    /// <summary>Gives the number of floats that an output has for each position.</summary>
    public static int SizeOf(ModelDescription model, int port) => model.Outputs[port].Count / model.Context;

    // As many texts as there is room for.
    private static (int Texts, int Rows) Next(Workspace at, ReadOnlySpan<int> lengths)
    {
        var (texts, rows) = (0, 0);
        while (texts < Math.Min(at.Batch, lengths.Length) && rows + lengths[texts] <= at.OutputRows)
            rows += lengths[texts++];
        return (texts, rows);
    }
}
