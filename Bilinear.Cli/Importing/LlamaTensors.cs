using Bilinear.Cli.Output;
using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Cli.Importing;

/// <summary>Knows which tensors of a LLaMA, under Hugging Face's names, are which parameters of its program, under ours.</summary>
internal sealed class LlamaTensors
{
    private const string Embedding = "model.embed_tokens.weight";
    private const string Head = "lm_head.weight";

    /// <summary>Tables of the rotary positions, which old checkpoints hold and which follow from the base.</summary>
    private const string Computed = ".rotary_emb.inv_freq";

    private readonly Dictionary<string, TensorParts> _parameters = new(StringComparer.Ordinal);

    private LlamaTensors(LlamaShape shape, string embedding)
    {
        var (width, keys) = (shape.Width, shape.KvHeads * shape.HeadSize);
        Add("embed.weight", [embedding], shape.Vocabulary, width);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var (ours, theirs) = ($"stack.{layer}", $"model.layers.{layer}");
            Add($"{ours}.norm1.weight", [$"{theirs}.input_layernorm.weight"], width);
            AddMap($"{ours}.attend.query", [$"{theirs}.self_attn.q_proj"], shape.HasAttentionBias, width, width, shape.Heads);
            AddMap($"{ours}.attend.key", [$"{theirs}.self_attn.k_proj"], shape.HasAttentionBias, keys, width, shape.KvHeads);
            AddMap($"{ours}.attend.value", [$"{theirs}.self_attn.v_proj"], shape.HasAttentionBias, keys, width);
            AddMap($"{ours}.attend.out", [$"{theirs}.self_attn.o_proj"], shape.HasAttentionBias, width, width);
            Add($"{ours}.norm2.weight", [$"{theirs}.post_attention_layernorm.weight"], width);
            AddMap($"{ours}.up", [$"{theirs}.mlp.gate_proj", $"{theirs}.mlp.up_proj"], shape.HasMlpBias, shape.Hidden, width);
            AddMap($"{ours}.down", [$"{theirs}.mlp.down_proj"], shape.HasMlpBias, width, shape.Hidden);
        }
        Add("norm.weight", ["model.norm.weight"], width);
        if (!shape.IsTied)
            Add("head.weight", [Head], shape.Vocabulary, width);
    }

    /// <summary>Finds the tensors of every parameter.</summary>
    /// <exception cref="InputException">A tensor is missing, is one too many, or has another shape or a type that holds no floats.</exception>
    public static LlamaTensors In(TensorFile file, LlamaShape shape)
    {
        // Sizes that no file can have are said before so many tensors are.
        if (shape.Layers > file.Tensors.Count)
            throw new InputException($"{file.Path} does not fit the model that its sizes say: {shape.Layers} layers cannot be in {file.Tensors.Count} tensors. Is it whole, and of this config.json?");
        var (hasEmbedding, hasHead) = (file.Tensors.ContainsKey(Embedding), file.Tensors.ContainsKey(Head));
        var tensors = new LlamaTensors(shape, shape.IsTied && hasHead && !hasEmbedding ? Head : Embedding);
        tensors.Check(file, isHeadRead: !shape.IsTied || !hasEmbedding);
        if (shape.IsTied && hasEmbedding && hasHead && !file.ReadFloats(Embedding).AsSpan().SequenceEqual(file.ReadFloats(Head)))
            throw new InputException($"{file.Path}: '{Embedding}' and '{Head}' differ, and tie_word_embeddings says that they are one: set it to false in config.json if the head is one of its own.");
        return tensors;
    }

    /// <summary>The tensors that are stacked in a parameter.</summary>
    public TensorParts this[string parameter] => _parameters[parameter];

    private void Check(TensorFile file, bool isHeadRead)
    {
        var wanted = _parameters.Values.SelectMany(parts => parts.Names, (parts, name) => (Name: name, parts.Shape)).ToDictionary(part => part.Name, part => part.Shape, StringComparer.Ordinal);
        var found = file.Tensors.Values.Where(tensor => !tensor.Name.EndsWith(Computed, StringComparison.Ordinal)).ToList();
        string[] missing = [.. wanted.Keys.Where(name => !file.Tensors.ContainsKey(name))];
        string[] surplus = [.. found.Select(tensor => tensor.Name).Where(name => !wanted.ContainsKey(name) && (isHeadRead || name != Head))];
        string[] wrong =
        [
            .. found.Where(tensor => wanted.TryGetValue(tensor.Name, out var shape) && !tensor.Shape.SequenceEqual(shape))
                .Select(tensor => $"{ForeignText.Quote(tensor.Name)} is {ForeignText.Shape(tensor.Shape)} and should be {ForeignText.Shape(wanted[tensor.Name])}"),
            .. found.Where(tensor => wanted.ContainsKey(tensor.Name) && tensor.Type is not (ElementType.F32 or ElementType.F16 or ElementType.BF16 or ElementType.F64))
                .Select(tensor => $"{ForeignText.Quote(tensor.Name)} holds {ForeignText.Shorten(tensor.Dtype)} and should hold F32, F16, BF16 or F64"),
        ];
        string[] problems =
        [
            .. missing.Length > 0 ? [$"{ForeignText.List(missing)} {(missing.Length > 1 ? "are" : "is")} missing"] : Array.Empty<string>(),
            .. surplus.Length > 0 ? [$"{ForeignText.List(surplus)} {(surplus.Length > 1 ? "are too many" : "is one too many")}"] : Array.Empty<string>(),
            .. wrong.Length > 0 ? [ForeignText.Join("; ", wrong)] : Array.Empty<string>(),
        ];
        if (problems.Length > 0)
            throw new InputException($"{file.Path} does not fit the model that its sizes say: {string.Join("; ", problems)}. Is it whole, and of this config.json?");
    }

    private void AddMap(string ours, string[] theirs, bool hasBias, int rows, int columns, int turnedHeads = 0)
    {
        Add($"{ours}.weight", [.. theirs.Select(name => $"{name}.weight")], rows, columns, turnedHeads);
        if (hasBias)
            Add($"{ours}.bias", [.. theirs.Select(name => $"{name}.bias")], [rows], turnedHeads);
    }

    private void Add(string ours, string[] theirs, int rows, int columns, int turnedHeads = 0) => Add(ours, theirs, [rows, columns], turnedHeads);

    private void Add(string ours, string[] theirs, int size) => Add(ours, theirs, [size], 0);

    private void Add(string ours, string[] theirs, long[] shape, int turnedHeads) => _parameters.Add(ours, new TensorParts(theirs, shape, turnedHeads));
}
