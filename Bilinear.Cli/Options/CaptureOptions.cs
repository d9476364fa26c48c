using System.CommandLine;
using System.CommandLine.Parsing;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Data.Files;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Cli.Options;

/// <summary>Says which layers a run keeps, and what it puts in the place of others: <c>--capture</c>, <c>--replace</c>.</summary>
internal sealed class CaptureOptions
{
    private readonly Option<string[]> _capture = new("--capture")
    {
        Description = "Also writes `layer.NAME`, the value of that layer for each sample, for each layer named here. A block is named by its path, as in stack.0.mix.",
        HelpName = "LAYER,…",
    };
    private readonly Option<string[]> _replace = new("--replace")
    {
        Description = "Puts a tensor in the place of a layer's value: [N, …] of the layer's shape, or one sample, which all get; `layer.NAME` of a .safetensors or .npz file if none is named; a .npy file is the value. Repeatable.",
        HelpName = "LAYER=FILE[:TENSOR]",
    };

    public CaptureOptions()
    {
        _replace.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Split(token.Value) is null))
                result.Say($"--replace takes LAYER=FILE or LAYER=FILE:TENSOR, such as body=values.safetensors, and was given `{ForeignText.Shorten(token.Value)}`.");
        });
        _capture.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Split(',').Any(string.IsNullOrWhiteSpace)))
                result.Say("--capture takes names of layers with commas between them, as embed,body, and was given nothing where one belongs.");
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_capture);
        command.Add(_replace);
    }

    /// <summary>Whether the command line names a layer at all.</summary>
    public bool IsGiven(ParseResult parseResult) => parseResult.GetResult(_capture) is not null || parseResult.GetResult(_replace) is not null;

    /// <summary>Whether the command line replaces a layer.</summary>
    public bool IsReplacing(CommandResult result) => result.GetResult(_replace) is not null;

    /// <summary>What is read.</summary>
    public IEnumerable<CommandFile> Files(ParseResult parseResult) =>
        (parseResult.GetValue(_replace) ?? []).Select(text => CommandFile.Input(_replace.Name, Split(text)!.Value.File)).DistinctBy(file => file.Path);

    /// <summary>The capture of a run over so many samples, and the names that it is to write.</summary>
    /// <exception cref="InputException">The model has no such layer, or a tensor does not fit it.</exception>
    /// <exception cref="IOException">A file is not there, or is damaged.</exception>
    public LayerRequest Read(ParseResult parseResult, ModelDescription model, int samples)
    {
        var capture = Capture.Of(model);
        List<LayerInfo> kept = [.. (parseResult.GetValue(_capture) ?? []).SelectMany(names => names.Split(',')).Select(name => Find(model, _capture.Name, name.Trim())).Distinct()];
        foreach (var layer in kept)
            capture[layer.Name].Keep();

        var replaced = new Dictionary<int, string>();
        foreach (var (name, file, tensor) in (parseResult.GetValue(_replace) ?? []).Select(text => Split(text)!.Value))
        {
            var layer = Find(model, _replace.Name, name);
            if (!replaced.TryAdd(layer.Value, layer.Name))
                throw new InputException($"--replace {layer.Name}: that value is replaced already{(replaced[layer.Value] == layer.Name ? "" : $", as {replaced[layer.Value]}")}; give it once.");
            capture[layer.Name].Replace(ReadTensor(model, layer, samples, file, tensor));
        }

        return new LayerRequest(capture, kept, replaced.Count > 0);
    }

    private static LayerInfo Find(ModelDescription model, string option, string name) => model.Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw new InputException($"{option} {ForeignText.Shorten(name)}: {model.Name} has no such layer; it has {ForeignText.List([.. model.Layers.Select(layer => layer.Name)])}.{Suggestion.For(name, model.Layers.Select(layer => layer.Name))}");

    private static float[] ReadTensor(ModelDescription model, LayerInfo layer, int samples, string path, string? name)
    {
        using var file = Open(layer, path);
        string[] candidates = name is not null ? [name] : FileContents.Of(path) == FileContent.Npy ? [NumpyFile.OnlyArray] : [LayerRequest.Prefix + layer.Name, layer.Name];
        if (candidates.FirstOrDefault(file.Tensors.ContainsKey) is not { } found)
            throw Wrong($"there is no tensor {string.Join(" or ", candidates.Select(ForeignText.Quote))}; there are {ForeignText.List([.. file.Tensors.Keys])}. Name one behind the file, as in {layer.Name}=FILE:TENSOR");

        var tensor = file.Tensors[found];
        if (!DataCheck.HaveSameOrder(tensor.Shape, layer.Shape) && !(tensor.Shape is [var rows, ..] && rows == samples && DataCheck.HaveSameOrder(tensor.Shape.Skip(1), layer.Shape)))
            throw Wrong($"{ForeignText.Quote(found)} is {ForeignText.Shape(tensor.Shape)}, and {layer.Name} of {model.Name} takes {ForeignText.Shape<int>([samples, .. layer.Shape])} for {samples} samples, or {ForeignText.Shape(layer.Shape)} for all of them alike");
        var values = file.ReadFloats(found);
        return Finite.FindInSamples(values, layer.Shape) is { } wrong ? throw Wrong($"{ForeignText.Quote(found)} holds {wrong}, as a float: replace what is no finite number") : values;

        InputException Wrong(string problem) => new($"--replace {layer.Name}: {ForeignText.Shorten(path, CommandFile.LongestPath)}: {problem}.");
    }

    private static TensorFile Open(LayerInfo layer, string path)
    {
        try
        {
            return TensorFiles.Open(path);
        }
        catch (IOException exception)
        {
            throw new InputException($"--replace {layer.Name}: {exception.Message}");
        }
    }

    /// <summary>At the first =, and at the last : unless the file itself has one in its name.</summary>
    private static (string Layer, string File, string? Tensor)? Split(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 1 || at == text.Length - 1)
            return null;
        var (layer, file) = (text[..at].Trim(), text[(at + 1)..]);
        var colon = file.LastIndexOf(':');
        return colon < 1 || colon == file.Length - 1 || File.Exists(file) ? (layer, file, null) : (layer, file[..colon], file[(colon + 1)..]);
    }
}
