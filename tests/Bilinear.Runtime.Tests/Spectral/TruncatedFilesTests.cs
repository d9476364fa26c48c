using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>What saving a truncated model does to the folder that it is saved to.</summary>
public sealed class TruncatedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Program => _folder["small.bmlp"];

    private string Weights => _folder["small.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItsOwnProgram_IsReplaced()
    {
        Cut(2).Save(Weights);
        var before = File.ReadAllText(Program);
        File.WriteAllText(Program, before.Replace("  ", "\t", StringComparison.Ordinal).ReplaceLineEndings("\r\n"));    // as an editor or git may have left it

        Cut(3).Save(Weights);

        Assert.NotEqual(before, File.ReadAllText(Program));
        Assert.EndsWith(WithoutColumns(Cut(3).CanonicalText + "\n"), WithoutColumns(File.ReadAllText(Program)), StringComparison.Ordinal);
        Assert.StartsWith("// Written by Bilinear. ", File.ReadAllText(Program), StringComparison.Ordinal);
        Assert.Equal([Program, Weights], Directory.GetFiles(_folder.Path).Order());
    }

    [Theory, InlineData("changed"), InlineData("another's"), InlineData("unmarked"), InlineData("empty"), InlineData("folder")]
    public void AnotherProgram_StaysAndSoDoTheWeights(string found)
    {
        Cut(2).Save(Weights);
        var text = File.ReadAllText(Program);
        File.WriteAllText(Program, found switch
        {
            "changed" => text.Replace("schedule constant", "schedule cosine", StringComparison.Ordinal).Replace("model ", "// mine\nmodel ", StringComparison.Ordinal),
            "another's" => "model Digits(x: f32[2]) -> y: f32[2] { return x }\n",
            "unmarked" => text[(text.IndexOf('\n') + 1)..],
            _ => "",
        });
        if (found == "folder")
        {
            File.Delete(Program);
            Directory.CreateDirectory(Program);
        }
        var (program, weights) = (found == "folder" ? "" : File.ReadAllText(Program), File.ReadAllBytes(Weights));

        var error = Assert.Throws<IOException>(() => Cut(3).Save(Weights));

        Assert.StartsWith($"{Program} would be replaced by the program beside {Weights}", error.Message);
        Assert.Equal(program, found == "folder" ? "" : File.ReadAllText(Program));
        Assert.Equal(weights, File.ReadAllBytes(Weights));
    }

    [Theory]
    [InlineData("digits.top2", "digits.top2.bmlp")]
    [InlineData("T.bmlp", "T.bmlp.bmlp")]
    public void OnlyTheFormatsOwnEnding_IsCutOffANameToMakeTheProgramsOwn(string weights, string program)
    {
        File.WriteAllText(_folder["digits.bmlp"], "mine");

        Cut(2).Save(_folder[weights]);

        using var file = SafeTensorsFile.Open(_folder[weights]);
        Assert.Equal(WithoutColumns(file.Metadata["source"] + "\n"), WithoutColumns(string.Concat(File.ReadLines(_folder[program]).Skip(1).Select(line => line + "\n"))));
        Assert.Equal("mine", File.ReadAllText(_folder["digits.bmlp"]));
    }

    [Fact]
    public void AProgramThatCannotBeWritten_LeavesTheWeightsAsTheyWere()
    {
        Cut(2).Save(Weights);
        var before = File.ReadAllBytes(Weights);
        File.Delete(Program);
        File.CreateSymbolicLink(Program, _folder["no/such/small.bmlp"]);

        Assert.Throws<IOException>(() => Cut(3).Save(Weights));

        Assert.Equal(before, File.ReadAllBytes(Weights));
        Assert.Equal([Program, Weights], Directory.GetFileSystemEntries(_folder.Path).Order());
    }

    [Fact]
    public async Task APipe_GetsTheWeightsAlone()
    {
        Assert.SkipWhen(Shell.Run("mkfifo", Weights) is null, "There are no pipes here.");
        var read = Task.Run(() => File.ReadAllBytes(Weights), TestContext.Current.CancellationToken);

        Cut(2).Save(Weights);
        Cut(2).Save(_folder["other.safetensors"]);

        Assert.Equal(File.ReadAllBytes(_folder["other.safetensors"]), await read);
        Assert.Equal([_folder["other.bmlp"], _folder["other.safetensors"], Weights], Directory.GetFileSystemEntries(_folder.Path).Order());
    }

    // As `bmlp fmt` puts values of neighbours into one.
    private static string WithoutColumns(string text) => System.Text.RegularExpressions.Regex.Replace(text, "(?<=[^ \n]) +", " ");

    private static TruncatedModel Cut(int kept) => Truncation.Cut(OneLayer.Random().Decompose(), TruncationRule.Magnitude, kept);
}
