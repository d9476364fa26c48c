using Bilinear.Data.Text;
using Bilinear.Data.Text.Json;
using Bilinear.Text;

namespace Bilinear.Cli.Importing;

/// <summary>
/// Reads <c>config.json</c> of a Hugging Face folder. What would make another model of the same tensors, and is not LLaMA's, is
/// refused by its name. Where a field may be left out, it is what transformers takes then. Source: <c>LlamaConfig</c> of huggingface/transformers.
/// </summary>
internal static class LlamaConfig
{
    private const string Architecture = "LlamaForCausalLM";
    private const string ModelType = "llama";

    private const double DefaultRope = 10000;

    /// <summary>A configuration is a few thousand characters.</summary>
    private const long Longest = 16 << 20;

    /// <exception cref="TextFileException">It is no configuration, or one of another architecture.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LlamaShape Read(string path) => new FileInfo(path).Length <= Longest
        ? JsonPart.Read(path, File.ReadAllBytes(path), Read)
        : throw new TextFileException(path, $"it is longer than {Longest >> 20} MB, and is no configuration of a model.");

    private static LlamaShape Read(JsonPart config)
    {
        CheckArchitecture(config);
        var shape = new LlamaShape
        {
            Vocabulary = Size(config, "vocab_size"),
            Context = Size(config, "max_position_embeddings"),
            Width = Size(config, "hidden_size"),
            Layers = Size(config, "num_hidden_layers"),
            Heads = Size(config, "num_attention_heads"),
            KvHeads = config.Has("num_key_value_heads") ? Size(config, "num_key_value_heads") : Size(config, "num_attention_heads"),
            Hidden = Size(config, "intermediate_size"),
            Eps = config.Decimal("rms_norm_eps"),
            Rope = RopeBase(config),
            Gate = Gate(config),
            IsTied = config.Flag("tie_word_embeddings"),
            HasAttentionBias = config.Flag("attention_bias"),
            HasMlpBias = config.Flag("mlp_bias"),
        };
        if (shape.Eps is not (> 0 and < 1))
            throw config.WrongEntry("rms_norm_eps", $"is {shape.Eps}, and a small number above 0, such as 1e-5, belongs there");
        if (shape.WhyNot("num_attention_heads", "num_key_value_heads") is { } problem)
            throw config.Wrong($"is the configuration of no model: {problem}");
        if (config.Has("head_dim") && Size(config, "head_dim") is var size && size != shape.HeadSize)
            throw config.WrongEntry("head_dim", $"is {size}, and heads that are not hidden_size / num_attention_heads = {shape.HeadSize} wide are not supported");
        return shape;
    }

    private static void CheckArchitecture(JsonPart config)
    {
        if (config.Text("model_type") is var type && type != ModelType)
            throw config.WrongEntry("model_type", $"is {ForeignText.Quote(type)}, and that architecture is not supported; '{ModelType}' is");
        if (config.Texts("architectures") is [var architecture, ..] && architecture != Architecture)
            throw config.WrongEntry("architectures", $"is {ForeignText.Quote(architecture)}, and only a model that says what comes next is supported: '{Architecture}'");
        if (config.Has("quantization_config"))
            throw config.WrongEntry("quantization_config", "is there, and quantised weights are not supported: take the checkpoint in F32, F16 or BF16");
        if (config.Has("sliding_window"))
            throw config.WrongEntry("sliding_window", "is there, and an attention that sees only the last positions is not supported");
        if (config.Decimal("partial_rotary_factor", 1) != 1)
            throw config.WrongEntry("partial_rotary_factor", "is not 1, and heads of which only a part is turned are not supported");
    }

    // Of a field that was called `type` before, and stood beside rope_theta in another.
    private static double RopeBase(JsonPart config)
    {
        foreach (var name in new[] { "rope_scaling", "rope_parameters" })
        {
            if (config.OptionalPart(name) is { } rope && (rope.OptionalText("rope_type") ?? rope.OptionalText("type")) is { } type && type != "default")
                throw config.WrongEntry(name, $"is of type {ForeignText.Quote(type)}, and positions that are scaled are not supported: a model without it is");
        }
        var turns = config.OptionalPart("rope_parameters")?.Decimal("rope_theta", DefaultRope) ?? config.Decimal("rope_theta", DefaultRope);
        return turns > 0 ? turns : throw config.WrongEntry("rope_theta", $"is {turns}, and a number above 0, such as 10000, belongs there");
    }

    private static string Gate(JsonPart config) => config.OptionalText("hidden_act") switch
    {
        null or "silu" or "swish" => "silu",
        "gelu" => "gelu",
        "relu" => "relu",
        var other => throw config.WrongEntry("hidden_act", $"is {ForeignText.Quote(other)}, and the language has no such gate; 'silu', 'gelu' (the exact one) and 'relu' are supported"),
    };

    private static int Size(JsonPart config, string name) => config.Number(name) is > 0 and var size ? size : throw config.WrongEntry(name, "is 0, and a whole number of at least 1 belongs there");
}
