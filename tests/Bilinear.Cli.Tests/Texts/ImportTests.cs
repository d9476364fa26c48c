using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Texts;

/// <summary>Small checkpoints of LLaMA's architecture, as other programs write them, and what <c>bmlp import</c> makes of them; then what <c>bmlp generate</c> does with one.</summary>
public sealed class ImportTests(Workbench bench) : IClassFixture<Workbench>
{
    private const int Vocabulary = 512, Context = 12, Width = 8, Heads = 2, KvHeads = 1, Hidden = 6, Layers = 2;

    private static readonly string Tokenizer = Path.Combine(Repository.Tests, "tokenizers", "stories260K", "tok512.bin");

    private static readonly int HeadSize = Width / Heads;

    [Fact]
    public void AFolder_InOneFileOrInSeveral_GivesItsTensorsUnderOurNames()
    {
        var (one, several) = (Folder("one"), Folder("several"));
        var tensors = Tensors();
        tensors.Write(Path.Combine(one, "model.safetensors"));
        string[] names = [.. tensors.Names];
        string[][] halves = [names[..(names.Length / 2)], names[(names.Length / 2)..]];
        for (var shard = 0; shard < 2; shard++)
            tensors.Only(halves[shard]).Write(Path.Combine(several, $"model-{shard}.safetensors"));
        File.WriteAllText(Path.Combine(several, "model.safetensors.index.json"), JsonSerializer.Serialize(new { weight_map = names.ToDictionary(name => name, name => halves[0].Contains(name) ? "model-0.safetensors" : "model-1.safetensors") }));

        var (weights, program) = Import(one);
        var (other, _) = Import(several);
        Assert.Equal(File.ReadAllBytes(weights)[^2000..], File.ReadAllBytes(other)[^2000..]);

        using var file = SafeTensorsFile.Open(weights);
        Assert.Equal("Llama", file.Metadata["model"]);
        Assert.Equal([1 + (Layers * 14) + 2], [file.Tensors.Count]);
        Assert.Equal(tensors["model.embed_tokens.weight"], file.ReadFloats("embed.weight"));
        Assert.Equal(tensors["model.layers.1.self_attn.q_proj.weight"], file.ReadFloats("stack.1.attend.query.weight"));
        Assert.Equal(tensors["model.layers.1.self_attn.k_proj.bias"], file.ReadFloats("stack.1.attend.key.bias"));
        Assert.Equal([.. tensors["model.layers.0.mlp.gate_proj.weight"], .. tensors["model.layers.0.mlp.up_proj.weight"]], file.ReadFloats("stack.0.up.weight"));
        Assert.Equal(tensors["lm_head.weight"], file.ReadFloats("head.weight"));
        var text = File.ReadAllText(program);
        Assert.All(["eps: 1e-6", "rope: 500000, bias: true", "gate: gelu, bias: true", "kv_heads: int = 1", "head  = linear(vocabulary)"], words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.Equal(0, bench.Run("fmt", "--check", program).ExitCode);
    }

    [Fact]
    public void AModelOfLlama2C_HasTheRowsOfAPairTogether_AndGoesOnWithATextOnAnyNumberOfThreads()
    {
        var from = bench["random.bin"];
        var floats = Llama2C(from);

        var (weights, program) = Import(from);

        using (var file = SafeTensorsFile.Open(weights))
        {
            var query = floats[((Vocabulary * Width) + (Layers * Width))..];
            var rows = Enumerable.Range(0, Width).Select(row => query[(row * Width)..((row + 1) * Width)]).ToArray();
            Assert.Equal([.. rows[0], .. rows[2], .. rows[1], .. rows[3], .. rows[4], .. rows[6], .. rows[5], .. rows[7]], file.ReadFloats("stack.0.attend.query.weight"));
            Assert.Equal(floats[^(Vocabulary * Width)..], file.ReadFloats("head.weight"));
        }

        string[] line = ["generate", program, "--weights", weights, "--tokenizer", Tokenizer, "--prompt", "Once upon", "--temperature", "0"];
        var (one, two) = (bench.Run([.. line, "--threads", "1"]), bench.Run([.. line, "--threads", "2", "--quiet"]));
        Assert.Equal((0, one.Output, ""), (two.ExitCode, two.Output, two.Errors));
        Assert.StartsWith("Once upon", one.Output, StringComparison.Ordinal);
        Assert.Matches(@"^note: \d new tokens, [\d,]+ a second; (the context is full|the model ended the text)\n$", one.Errors);

        var chosen = bench.Run([.. line[..^4], "--tokens", "3", "--seed", "5", "--json"]);
        using var json = JsonDocument.Parse(chosen.Output);
        Assert.Equal(("Llama", 1, 3, "tokens"), (json.RootElement.GetProperty("model").GetString(), json.RootElement.GetProperty("prompt_tokens").GetInt32(), json.RootElement.GetProperty("tokens").GetInt32(), json.RootElement.GetProperty("ended").GetString()));
        Assert.Equal(chosen.Output[..chosen.Output.IndexOf("tokens_per", StringComparison.Ordinal)], bench.Run([.. line[..^4], "--tokens", "3", "--seed", "5", "--json"]).Output[..chosen.Output.IndexOf("tokens_per", StringComparison.Ordinal)]);

        // As without a prompt: a variable that is empty is a text of no letters.
        var begun = bench.Run([.. line[..^4], "--temperature", "0", "--quiet"]);
        Assert.Equal(begun, bench.Run([.. line[..^4], "--temperature", "0", "--quiet", "--prompt", ""]));
        Assert.Equal(begun, bench.Run([.. line[..^4], "--temperature", "0", "--quiet", "--prompt="]));

        Refuses($"The prompt has 14 tokens, and the context of Llama is {Context}, which leaves none for what comes next", [.. line[..^4], "--prompt", "a b c d e f g h i j k"]);
        Refuses("The prompt has ", [.. line[..^4], "--prompt", string.Concat(Enumerable.Repeat("a b c ", 1000))]);
        Refuses("has 2048 tokens, and Llama 512: give the tokenizer that the model was trained with.", [.. line[..^6], "--tokenizer", Path.Combine(Repository.Tests, "tokenizers", "tinystories-656k")]);
        Refuses("Digits takes floats, and no tokens", "generate", Workbench.Digits, "--weights", bench.DigitsWeights, "--tokenizer", Tokenizer);
    }

    [Fact]
    public void AConfigurationAlone_GivesTheProgram()
    {
        var (folder, program) = (Folder("tinyllama"), bench["tinyllama.bmlp"]);
        var config = Config();
        foreach (var (name, value) in new[] { ("vocab_size", 32000), ("max_position_embeddings", 2048), ("hidden_size", 2048), ("num_hidden_layers", 22), ("num_attention_heads", 32), ("num_key_value_heads", 4), ("intermediate_size", 5632) })
            config[name] = value;
        (config["hidden_act"], config["attention_bias"], config["mlp_bias"]) = ("silu", false, false);
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());

        var result = bench.Run("import", folder, "--program", program);
        Assert.Equal((0, $"Next:\n  bmlp check {program}\n"), (result.ExitCode, result.Output));
        Assert.EndsWith("tokens: token[32000][2048] -> next: f32[2048, 32000]  1,100,048,384 parameters, 17.6 GB with gradients and moments\n", bench.Run("check", program).Output, StringComparison.Ordinal);
        Assert.Equal(0, bench.Run("fmt", "--check", program).ExitCode);
        Refuses("has neither model.safetensors nor model.safetensors.index.json: save the model as .safetensors, as model.save_pretrained(…, safe_serialization=True) does, or leave out --out", "import", folder, "--out", bench["never.safetensors"], "--program", bench["never.bmlp"]);
    }

    [Fact]
    public void WhatIsNoSuchModel_IsOneSentence_AndNothingIsWritten()
    {
        var folder = Folder("wrong");
        var model = Path.Combine(folder, "model.safetensors");
        Tensors().Write(model);

        Refuses("config.json: model_type is 'qwen2', and that architecture is not supported; 'llama' is.", config => config["model_type"] = "qwen2");
        Refuses("config.json: num_attention_heads is missing, and a whole number belongs there.", config => config.Remove("num_attention_heads"));
        Refuses("config.json: rope_scaling is of type 'llama3', and positions that are scaled are not supported", config => config["rope_scaling"] = new JsonObject { ["rope_type"] = "llama3" });
        Refuses("config.json: sliding_window is there", config => config["sliding_window"] = 4096);
        Refuses("config.json: hidden_act is 'gelu_new', and the language has no such gate", config => config["hidden_act"] = "gelu_new");
        Refuses("config.json: head_dim is 16, and heads that are not hidden_size / num_attention_heads = 4 wide are not supported.", config => config["head_dim"] = 16);
        Refuses("'model.layers.2.input_layernorm.weight'", config => config["num_hidden_layers"] = Layers + 1);
        Refuses("1000000000 layers cannot be in ", config => config["num_hidden_layers"] = 1_000_000_000);
        Refuses("'model.layers.0.mlp.down_proj.weight' is [8, 6] and should be [8, 7]", config => config["intermediate_size"] = Hidden + 1);
        Refuses("'lm_head.weight' differ, and tie_word_embeddings says that they are one", config => config["tie_word_embeddings"] = true);

        using (var file = File.OpenWrite(model))
            file.SetLength(file.Length - 4);
        Refuses("model.safetensors: the tensor 'model.norm.weight' ends at byte", _ => { });

        var cut = bench["cut.bin"];
        Llama2C(cut);
        using (var file = File.OpenWrite(cut))
            file.SetLength(file.Length - 4);
        this.Refuses("bytes, and the file has", "import", cut, "--out", bench["never.safetensors"], "--program", bench["never.bmlp"]);
        File.WriteAllBytes(cut, [.. BitConverter.GetBytes(0x616b3432), .. BitConverter.GetBytes(1), .. new byte[300]]);
        this.Refuses("it is llama2.c's version 1 (magic ak42), and version 0, without that word, is read", "import", cut, "--out", bench["never.safetensors"], "--program", bench["never.bmlp"]);
        this.Refuses("would replace MODEL", "import", folder, "--out", model, "--program", bench["never.bmlp"]);
        Assert.Empty(Directory.GetFiles(bench.Path, "never.*"));

        void Refuses(string sentence, Action<JsonObject> change)
        {
            var config = Config();
            change(config);
            File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
            this.Refuses(sentence, "import", folder, "--out", bench["never.safetensors"], "--program", bench["never.bmlp"]);
        }
    }

    private static JsonObject Config() => JsonNode.Parse($$"""
        {
          "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": {{Vocabulary}}, "max_position_embeddings": {{Context}}, "hidden_size": {{Width}},
          "num_hidden_layers": {{Layers}}, "num_attention_heads": {{Heads}}, "num_key_value_heads": {{KvHeads}}, "intermediate_size": {{Hidden}}, "rms_norm_eps": 1e-06, "rope_theta": 500000.0,
          "hidden_act": "gelu", "attention_bias": true, "mlp_bias": true, "tie_word_embeddings": false, "rope_scaling": null
        }
        """)!.AsObject();

    // Of numbers that a BF16 holds.
    private static NamedFloats Tensors()
    {
        var tensors = new NamedFloats();
        var (random, keys) = (new Random(1), KvHeads * HeadSize);
        void Add(string name, params int[] shape) => tensors.Add(name, shape, [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(_ => random.Next(-64, 65) / 64f)]);
        void AddMap(string name, int rows, int columns)
        {
            Add($"{name}.weight", rows, columns);
            Add($"{name}.bias", rows);
        }

        Add("model.embed_tokens.weight", Vocabulary, Width);
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"model.layers.{layer}";
            Add($"{at}.input_layernorm.weight", Width);
            Add($"{at}.post_attention_layernorm.weight", Width);
            foreach (var (name, rows, columns) in new[] { ("self_attn.q", Width, Width), ("self_attn.k", keys, Width), ("self_attn.v", keys, Width), ("self_attn.o", Width, Width), ("mlp.gate", Hidden, Width), ("mlp.up", Hidden, Width), ("mlp.down", Width, Hidden) })
                AddMap($"{at}.{name}_proj", rows, columns);
        }
        Add("model.norm.weight", Width);
        Add("lm_head.weight", Vocabulary, Width);
        return tensors;
    }

    // A vocabulary below zero says that the head is one of its own.
    private static float[] Llama2C(string path)
    {
        var (random, keys) = (new Random(2), KvHeads * HeadSize);
        var count = (2 * Vocabulary * Width) + Width + (Context * HeadSize) + (Layers * ((2 * Width) + (2 * Width * Width) + (2 * keys * Width) + (3 * Hidden * Width)));
        float[] floats = [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * 4)];
        File.WriteAllBytes(path, [.. MemoryMarshal.AsBytes((ReadOnlySpan<int>)[Width, Hidden, Layers, Heads, KvHeads, -Vocabulary, Context]), .. MemoryMarshal.AsBytes(floats.AsSpan())]);
        return floats;
    }

    private string Folder(string name)
    {
        var folder = Directory.CreateDirectory(bench[name]).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), Config().ToJsonString());
        return folder;
    }

    private (string Weights, string Program) Import(string from)
    {
        var (weights, program) = (bench[Path.GetFileName(from) + ".safetensors"], bench[Path.GetFileName(from) + ".bmlp"]);
        var result = bench.Run("import", from, "--out", weights, "--program", program);
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Matches($"^Next:\n  bmlp generate {Regex.Escape(program)} --weights {Regex.Escape(weights)} --tokenizer FILE --prompt 'Once upon a time'\n$", result.Output);
        return (weights, program);
    }

    private void Refuses(string sentence, params string[] arguments)
    {
        var result = bench.Run(arguments);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(sentence, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    /// <summary>Tensors by their names, of which every second is written as BF16.</summary>
    private sealed class NamedFloats
    {
        private readonly SortedDictionary<string, (int[] Shape, float[] Values)> _tensors = new(StringComparer.Ordinal);

        public IEnumerable<string> Names => _tensors.Keys;

        public float[] this[string name] => _tensors[name].Values;

        public void Add(string name, int[] shape, float[] values) => _tensors.Add(name, (shape, values));

        public NamedFloats Only(string[] names)
        {
            var some = new NamedFloats();
            foreach (var name in names)
                some._tensors.Add(name, _tensors[name]);
            return some;
        }

        public void Write(string path)
        {
            var file = new RawTensors();
            foreach (var (name, (shape, values)) in _tensors)
            {
                _ = name.Length % 2 == 0 ? file.Add(name, "F32", shape, values)
                    : file.Add(name, "BF16", shape, [.. values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))]);
            }
            file.Write(path);
        }
    }
}
