using Bilinear.Cli.Tests;
using Bilinear.Data;
using Bilinear.Data.Text;
using Bilinear.Devices;
using Bilinear.Testing;
using Bilinear.Testing.Devices;
using Bilinear.Training;
using Examples.Llama;

namespace Bilinear.Models.Tests;

/// <summary>
/// Two checkpoints that others trained, as <c>bmlp import</c> takes them over: what they lose on real text, which for both is known from their own programs. It is the
/// mean over all targets of the first 512 tokens of each text behind the start token, without an end token.
/// </summary>
public sealed class ImportedModelTests(CpuFixture cpu) : IClassFixture<CpuFixture>, IDisposable
{
    private const int Context = 512;
    private const int Texts = 30;
    private const double Tolerance = 0.005;

    private readonly TemporaryFolder _folder = new();

    private static string Data => Environment.GetEnvironmentVariable("BILINEAR_DATA") ?? "";

    /// <summary>Pairs of rows lie apart there as here, and the tied weight is called the head's.</summary>
    [Fact]
    public void AHuggingFaceFolder_LosesWhatItDoesThere()
    {
        using var weights = TinyStories656K.Weights.Load(cpu.Device, Import("tinystories-656k", "tinystories-656k"), anyProgram: true);
        Assert.Equal(2.89, Loss(weights, "tinystories-656k"), Tolerance);
    }

    /// <summary>Pairs of rows are neighbours there. The program is the one beside this test, which the weights carry.</summary>
    [Fact]
    public void AModelOfLlama2C_LosesAndWritesWhatItDoesThere()
    {
        var path = Import("stories260K", "stories260K/stories260K.bin");
        using var weights = Llama.Weights.Load(cpu.Device, path);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Tests, "Bilinear.Models.Tests", "stories260K.bmlp")), File.ReadAllText(_folder["stories260K.bmlp"]));
        Assert.Equal(1.27, Loss(weights, "stories260K/tok512.bin"), Tolerance);

        var written = Run("generate", _folder["stories260K.bmlp"], "--weights", path, "--tokenizer", Path.Combine(Data, "stories260K", "tok512.bin"), "--prompt", "Once upon a time", "--temperature", "0", "--tokens", "196");
        Assert.Equal(File.ReadAllText(Path.Combine(Data, "stories260K", "greedy-once-upon-a-time.txt")), written.Output);
    }

    public void Dispose() => _folder.Dispose();

    private string Import(string name, string from)
    {
        Assert.SkipWhen(Data.Length == 0, "BILINEAR_DATA is not set: it names the folder that holds tinystories-656k/ and stories260K/.");
        var weights = _folder[$"{name}.safetensors"];
        var result = Run("import", Path.Combine(Data, from), "--out", weights, "--program", _folder[$"{name}.bmlp"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return weights;
    }

    private BmlpResult Run(params string[] arguments) => Bmlp.Run(arguments, [("XDG_CACHE_HOME", _folder["cache"])]);

    private static double Loss(ModelWeights weights, string tokenizer)
    {
        var tokens = Tokenizer.Load(Path.Combine(Data, tokenizer));
        var texts = TextFile.Read(Path.Combine(Data, "tinystories", "tinystories-v1-valid-head.txt.gz")).Take(Texts)
            .Select(text => (int[])[tokens.StartToken!.Value, .. tokens.Encode(text, addSpecialTokens: false).Take(Context)]).ToList();
        var data = DataSet.OfTexts("stories", tokens.Size, Context, [.. texts.Select(text => text[..^1])], [.. texts.Select(text => text[1..])]);
        using var reader = weights.OpenInference(4);
        return reader.Evaluate(data).Loss;
    }
}
