using Bilinear.Testing;

[assembly: AssemblyFixture(typeof(Bilinear.Cli.Tests.Texts.TrainedTexts))]

namespace Bilinear.Cli.Tests.Texts;

/// <summary>
/// A small model of texts, compiled and trained once for all tests, with its texts, as such and as tokens. Who needs them gets copies in a
/// <see cref="TextBench"/>, so that no test sees what another does to its files.
/// </summary>
public sealed class TrainedTexts : IDisposable
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
    private readonly Lazy<BmlpResult> _trained;

    public TrainedTexts() => _trained = new(Make);

    /// <summary>Copies all that there is, the compiled model too, and gives what the training of <c>tiny.safetensors</c> wrote.</summary>
    internal BmlpResult CopyTo(string folder)
    {
        var trained = _trained.Value;
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return trained;
    }

    public void Dispose() => _folder.Dispose();

    private BmlpResult Make()
    {
        File.WriteAllText(_folder["tiny.bmlp"], Program);
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(_folder["data/train.txt"], string.Join("\n<|endoftext|>\n", Enumerable.Range(0, 20).Select(Story)));
        // The one is shorter than the context, the others are cut.
        File.WriteAllText(_folder["data/test.txt"], string.Join("\n<|endoftext|>\n", "Tom saw a dog.", Story(21), Story(25)));
        Run("vocabulary", _folder["data/train.txt"], "--size", $"{Vocabulary}", "--out", _folder["data/tokenizer.json"]);
        foreach (var part in new[] { "train", "test" })
            Run("tokenize", _folder[$"data/{part}.txt"], "--tokenizer", _folder["data"], "--out", _folder[$"{part}.safetensors"]);
        return Run("train", _folder["tiny.bmlp"], "--data", _folder["data"], "--out", _folder["tiny.safetensors"]);
    }

    private BmlpResult Run(params string[] arguments)
    {
        var result = Bmlp.Run(arguments, [("XDG_CACHE_HOME", _folder["cache"]), ("BILINEAR_DATA", null)]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result;
    }

    private static string Story(int i) =>
        $"Once upon a time there was a {Kinds[i % 4]} {Things[i % 5]} named {Names[i % 3]}. {Names[i % 3]} liked to play with the {Things[i * 2 % 5]}.\nOne day {Names[i % 3]} saw a {Kinds[i / 2 % 4]} {Things[i / 3 % 5]}.";
}
