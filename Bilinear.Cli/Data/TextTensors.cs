using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Serialization;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Data;

/// <summary>A file with texts of tokens: <c>input</c> [N, T] of whole numbers, T up to the model's context, and perhaps <c>target</c> [N, T], where −1 counts nowhere.</summary>
internal sealed class TextTensors
{
    private readonly string _path;

    private TextTensors(string path) => _path = path;

    /// <summary>N.</summary>
    public int Texts { get; private init; }

    /// <summary>T.</summary>
    public int Positions { get; private init; }

    /// <summary>The tokens, text after text.</summary>
    public required int[] Tokens { get; init; }

    /// <summary>The targets, text after text; null where there are none.</summary>
    public int[]? Targets { get; private init; }

    /// <summary>The number of tokens of each text.</summary>
    public int[] Lengths => [.. Enumerable.Repeat(Positions, Texts)];

    /// <exception cref="InputException">A tensor is missing, has another type or shape, or holds what is no token of the model's.</exception>
    /// <exception cref="IOException">The file is not there, or is damaged.</exception>
    public static TextTensors Open(string path, ModelDescription model, bool needsTarget)
    {
        using var file = TensorFiles.Open(path);
        var input = Find(file, path, TensorData.Input);
        if (Mend(input, model.Context) is { } mend)
            throw Wrong(path, $"'{TensorData.Input}' is {ForeignText.Shape(input.Shape)}, and {model.Inputs[0].Name} of {model.Name} takes [N, 1 … {model.Context}]: {mend}");
        var vocabulary = model.Inputs[0].Vocabulary;
        var tokens = file.ReadIntegers(TensorData.Input);
        if (tokens.AsSpan().IndexOfAnyExceptInRange(0, vocabulary - 1) is >= 0 and var wrong)
            throw Wrong(path, $"the token {tokens[wrong]} at {PlaceOf(wrong, input)} of '{TensorData.Input}' is none of the {vocabulary} of {model.Inputs[0].Name}, 0 … {vocabulary - 1}: it is of another tokenizer");
        var data = new TextTensors(path) { Texts = (int)input.Shape[0], Positions = (int)input.Shape[1], Tokens = tokens };
        return needsTarget || file.Tensors.ContainsKey(TensorData.Target) ? data.With(ReadTargets(file, path, input, vocabulary)) : data;
    }

    /// <summary>Texts with their targets.</summary>
    public DataSet ToDataSet(ModelDescription model) =>
        DataSet.OfTexts(Path.GetFileName(_path), model.Inputs[0].Vocabulary, model.Context, [.. Tokens.Chunk(Positions)], [.. Targets!.Chunk(Positions)]);

    private TextTensors With(int[] targets) => new(_path) { Texts = Texts, Positions = Positions, Tokens = Tokens, Targets = targets };

    private static int[] ReadTargets(TensorFile file, string path, TensorEntry input, int vocabulary)
    {
        var target = Find(file, path, TensorData.Target);
        if (!target.Shape.SequenceEqual(input.Shape))
            throw Wrong(path, $"'{TensorData.Target}' is {ForeignText.Shape(target.Shape)}, and '{TensorData.Input}' {ForeignText.Shape(input.Shape)}: each position has a target");
        var targets = file.ReadIntegers(TensorData.Target);
        return targets.AsSpan().IndexOfAnyExceptInRange(-1, vocabulary - 1) is >= 0 and var wrong
            ? throw Wrong(path, $"the target {targets[wrong]} at {PlaceOf(wrong, input)} of '{TensorData.Target}' is none of the {vocabulary} tokens, 0 … {vocabulary - 1}, nor -1 for none")
            : targets;
    }

    private static string? Mend(TensorEntry input, int context) => input.Shape switch
    {
        [var length] when length >= 1 && length <= context => $"one text is a row, [1, {length}]",
        [< 1, _] or [_, < 1] => "there is no token in it",
        [> int.MaxValue, _] => "put the texts into several files",
        [_, var positions] => positions > context ? "cut texts that are longer" : null,
        _ => "a text is a row, and a token a number",
    };

    // Text and position.
    private static string PlaceOf(int index, TensorEntry input) => $"[{index / input.Shape[1]}, {index % input.Shape[1]}]";

    private static TensorEntry Find(TensorFile file, string path, string name)
    {
        if (!file.Tensors.TryGetValue(name, out var tensor))
            throw Wrong(path, $"there is no tensor '{name}'; there are {ForeignText.List([.. file.Tensors.Keys])}");
        return tensor.Type is ElementType.I32 or ElementType.I64 ? tensor : throw Wrong(path, $"'{name}' holds {ForeignText.Shorten(tensor.Dtype)}, and tokens are I32 or I64");
    }

    private static InputException Wrong(string path, string problem) => new($"{path}: {problem}.");
}
