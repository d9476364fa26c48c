using System.Diagnostics;
using System.Text;
using Bilinear.Cli.Output;
using Bilinear.Data.Text;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Generating;

/// <summary>Writes on with a text: a model, and the tokenizer of its tokens.</summary>
internal sealed class Writer
{
    private readonly ModelDescription _model;
    private readonly Tokenizer _tokenizer;

    /// <param name="provenance">What the weights were trained with, where they say so.</param>
    /// <exception cref="InputException">The model does not go on with texts, or not with such tokens.</exception>
    public Writer(ModelDescription model, Tokenizer tokenizer, Provenance? provenance)
    {
        (_model, _tokenizer) = (model, tokenizer);
        if (!model.TakesTexts)
            throw new InputException($"{model.Name} takes floats, and no tokens: it writes no text.");
        if (model.Decode is null)
            throw new InputException($"{model.Name} has an attention that is not causal, so that what it says of a position depends on what comes after it: it cannot go on with a text.");
        ThrowUnlessOf(model, tokenizer, provenance);
    }

    /// <param name="provenance">What the weights were trained with, where they say so.</param>
    /// <exception cref="InputException">The tokenizer is not that of the model's tokens, of its outputs, or of its weights.</exception>
    public static void ThrowUnlessOf(ModelDescription model, Tokenizer tokenizer, Provenance? provenance)
    {
        if (tokenizer.Size != model.Inputs[0].Vocabulary)
            throw new InputException($"{tokenizer.Path} has {tokenizer.Size} tokens, and {model.Name} {model.Inputs[0].Vocabulary}: give the tokenizer that the model was trained with.");
        if (model.Outputs.Count > 1)
            throw new InputException($"{model.Name} has {model.Outputs.Count} outputs, and a text is gone on with by one, which says what comes next: generate with a model of one output.");
        if (model.Outputs[0].Count / model.Context is var logits && logits != tokenizer.Size)
            throw new InputException($"{model.Name} gives {logits} numbers for a position, and there are {tokenizer.Size} tokens: it does not say which comes next.");
        ThrowUnlessOf(tokenizer, provenance);
    }

    /// <exception cref="InputException">The weights were trained with another tokenizer.</exception>
    public static void ThrowUnlessOf(Tokenizer tokenizer, Provenance? provenance)
    {
        if (provenance?.Tokenizer is { } checksum && checksum != tokenizer.Checksum)
            throw new InputException($"{tokenizer.Path} is another tokenizer than that of the texts that the weights were trained on, whose SHA-256 is {ForeignText.Shorten(checksum)}: give that one.");
    }

    /// <summary>The tokens of the beginning of a text, behind the start token where there is one.</summary>
    /// <param name="prompt">Null or empty for a text from its very beginning.</param>
    /// <exception cref="InputException">The context has no room for a token behind it, or there is no token to begin with.</exception>
    public int[] Read(string? prompt)
    {
        int[] tokens = [.. _tokenizer.StartToken is { } start ? [start] : Array.Empty<int>(), .. string.IsNullOrEmpty(prompt) ? [] : _tokenizer.Encode(prompt, addSpecialTokens: false)];
        if (tokens.Length == 0)
            tokens = _tokenizer.EndToken is { } end ? [end] : throw new InputException($"{_tokenizer.Path} has no token that a text begins with: give it a beginning with --prompt.");
        return tokens.Length < _model.Context ? tokens
            : throw new InputException($"The prompt has {tokens.Length} tokens, and the context of {_model.Name} is {_model.Context}, which leaves none for what comes next: give a shorter one.");
    }

    /// <summary>Writes on until the text ends.</summary>
    /// <param name="most">The most new tokens; null for as many as the context has room for.</param>
    /// <param name="show">Takes the text piece by piece, the prompt's first.</param>
    public WrittenText Write(Generation generation, int[] prompt, TokenSampler sampler, int? most, Action<string> show, CancellationToken cancel)
    {
        var (decoder, text) = (_tokenizer.OpenDecoder(), new StringBuilder());
        foreach (var token in prompt)
            Show(decoder.Add(token));

        var (count, room) = (0, Math.Min(most ?? int.MaxValue, _model.Context - prompt.Length));
        var (end, begun) = (TextEnd.Stopped, 0L);
        var logits = generation.Append(prompt);
        while (!cancel.IsCancellationRequested)
        {
            var token = sampler.Choose(logits);
            // A start token begins another text.
            if (token == _tokenizer.EndToken || token == _tokenizer.StartToken)
            {
                end = TextEnd.EndToken;
                break;
            }
            Show(decoder.Add(token));
            if (++count == room)
            {
                end = count == most ? TextEnd.Tokens : TextEnd.Context;
                break;
            }
            // What the first token takes is the prompt's.
            if (count == 1)
                begun = Stopwatch.GetTimestamp();
            logits = generation.Append(token);
        }
        var seconds = count > 1 ? Stopwatch.GetElapsedTime(begun).TotalSeconds : 0;
        Show(decoder.Finish());
        return new WrittenText(_model.Name, prompt.Length, count, $"{text}", seconds > 0 ? (count - 1) / seconds : null, end);

        void Show(string piece)
        {
            text.Append(piece);
            if (piece.Length > 0)
                show(piece);
        }
    }
}
