using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Texts;

/// <summary>The tests that share one <see cref="TextBench"/>.</summary>
[CollectionDefinition]
public sealed class TextBenchCollection : ICollectionFixture<TextBench>;

/// <summary>A small model of texts, compiled and trained once for all tests, with its texts, as such and as tokens.</summary>
public sealed class TextBench : IDisposable
{
    public const int Vocabulary = 300;
    public const int Context = 16;

    private const string Program = """
        namespace Examples.Tiny

        block Layer(x: f32[t, d]) -> f32[t, d] {
          attend = attention(heads: 2, causal: true, rope: 10000)
          up     = bilinear(2 * d)
          down   = linear(d)

          x = x + (x |> rmsnorm |> attend)
          return x + (x |> rmsnorm |> up |> down)
        }

        model Tiny(context: dim = 16)(tokens: token[300][context]) -> next: f32[context, 300] {
          embed = embedding(16)
          layer = Layer()
          head  = unembedding(embed)

          return tokens |> embed |> layer |> rmsnorm |> head
        }

        train Tiny {
          optimizer adamw(lr: 1e-2)
          batch     8
          epochs    2
        }
        """;

    private static readonly string[] Names = ["Tom", "Lily", "Max"];
    private static readonly string[] Things = ["ball", "bird", "cat", "dog", "sun"];
    private static readonly string[] Kinds = ["big", "little", "red", "happy"];

    private readonly TemporaryFolder _folder = new();

    public TextBench()
    {
        File.WriteAllText(this["tiny.bmlp"], Program);
        Directory.CreateDirectory(this["data"]);
        File.WriteAllText(this["data/train.txt"], string.Join("\n<|endoftext|>\n", Enumerable.Range(0, 20).Select(Story)));
        // The one is shorter than the context, the others are cut.
        File.WriteAllText(this["data/test.txt"], string.Join("\n<|endoftext|>\n", "Tom saw a dog.", Story(21), Story(25)));
        Expect(Run("vocabulary", this["data/train.txt"], "--size", $"{Vocabulary}", "--out", this["data/tokenizer.json"]));
        foreach (var part in new[] { "train", "test" })
            Expect(Run("tokenize", this[$"data/{part}.txt"], "--tokenizer", this["data"], "--out", this[$"{part}.safetensors"]));
        Trained = Train(Weights, "--data", this["data"]);
        Expect(Trained);
    }

    /// <summary>What the training of <see cref="Weights"/> wrote.</summary>
    internal BmlpResult Trained { get; }

    public string Folder => _folder.Path;

    public string Weights => this["tiny.safetensors"];

    public string Tokenizer => this["data/tokenizer.json"];

    /// <summary>A file in a folder of its own.</summary>
    public string this[string name] => _folder[name];

    internal BmlpResult Run(params string[] arguments) => Bmlp.Run(arguments, Environment);

    internal BmlpResult Train(string weights, params string[] arguments) => Run(["train", this["tiny.bmlp"], "--out", weights, .. arguments]);

    /// <summary>Runs a command on the trained model.</summary>
    internal BmlpResult RunTrained(string command, params string[] arguments) => Run([.. command.Split(' '), this["tiny.bmlp"], "--weights", Weights, .. arguments]);

    internal (string, string?)[] Environment => [("XDG_CACHE_HOME", _folder["cache"]), ("BILINEAR_DATA", null)];

    public void Dispose() => _folder.Dispose();

    private static void Expect(BmlpResult result) => Assert.True(result.ExitCode == 0, result.Errors);

    private static string Story(int i) =>
        $"Once upon a time there was a {Kinds[i % 4]} {Things[i % 5]} named {Names[i % 3]}. {Names[i % 3]} liked to play with the {Things[i * 2 % 5]}.\nOne day {Names[i % 3]} saw a {Kinds[i / 2 % 4]} {Things[i / 3 % 5]}.";
}
