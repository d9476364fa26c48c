using Bilinear.Serialization;

namespace Bilinear.Cli.Tests.Shipping;

/// <summary><c>bmlp compile</c>: its code compiles without a warning, gives the scores of the truncated model, and says where it comes from.</summary>
public sealed class CompileTests(Workbench bench) : IClassFixture<Workbench>
{
    /// <summary>Of the largest score: both sum in float32.</summary>
    private const double Tolerance = 1e-5;

    private const string Biased = """
        model Biased(x: f32[8, 8]) -> y: f32[10] {
          embed = linear(24, bias: true)
          body  = bilinear(24, bias: true)
          head  = linear(10, bias: true)
          return x |> flatten |> embed |> body |> head
        }

        decompose Biased {
          eigen head { BASIS }
        }

        """;

    [Theory]
    [InlineData("magnitude")]
    [InlineData("ends")]
    [InlineData("mean_activation")]
    public void OfWeights_IsTheTruncatedModel(string rule)
    {
        string[] data = rule == "mean_activation" ? ["--data", "digits"] : [];
        var name = $"Reader{rule.Replace("_", "", StringComparison.Ordinal)}";
        Assert.Equal(0, bench.Run(["truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--keep", "3", "--rule", rule, .. data, "--out", bench[$"{name}.safetensors"]]).ExitCode);

        var result = bench.Run(["compile", bench.DigitsWeights, "--keep", "3", "--rule", rule, .. data, "--name", name, "--out", bench.Path]);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"wrote {bench[$"{name}.cs"]} (", result.Errors, StringComparison.Ordinal);
        AssertAgrees(name, bench[$"{name}.bmlp"], bench[$"{name}.safetensors"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("basis input")]
    [InlineData("bias append")]
    [InlineData("basis input\n    bias append")]
    public void OfABiasedModelAndOfItsSpectra_IsTheTruncatedModel(string basis)
    {
        var id = basis.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var (program, weights, spectra) = (bench[$"b{id}.bmlp"], bench[$"b{id}.safetensors"], bench[$"s{id}.safetensors"]);
        File.WriteAllText(program, Biased.Replace("BASIS", basis.Length == 0 ? "keep 24" : basis, StringComparison.Ordinal));
        Assert.Equal(0, bench.Run("train", program, "--data", "digits", "--epochs", "2", "--out", weights).ExitCode);
        Assert.Equal(0, bench.Run("decompose", program, "--weights", weights, "--data", "digits", "--out", spectra).ExitCode);
        Assert.Equal(0, bench.Run("truncate", program, "--weights", weights, "--keep", "5", "--out", bench[$"t{id}.safetensors"]).ExitCode);

        var isAppended = basis.Contains("append", StringComparison.Ordinal);
        foreach (var (source, name) in new[] { (weights, $"W{id}"), (spectra, $"S{id}"), (bench[$"t{id}.safetensors"], $"T{id}") })
        {
            // With an appended bias the eigenvectors are others than those of a truncation: all of them together are the model.
            if (isAppended && source == spectra)
            {
                Assert.Equal(0, bench.Run("compile", spectra, "--name", name, "--out", bench.Path).ExitCode);
                Assert.Equal(25, AssertAgrees(name, program, weights).GetLength(1));
                continue;
            }

            Assert.Equal((0, ""), bench.Run("compile", source, "--keep", "5", "--name", name, "--out", bench.Path) is var result ? (result.ExitCode, result.Output) : default);
            var explained = AssertAgrees(name, bench[$"t{id}.bmlp"], bench[$"t{id}.safetensors"]);
            Assert.Equal(6, explained.GetLength(1));    // the linear and constant part in the last column
        }

        // Both say the same hash of the same weights.
        Assert.Equal(Remark(bench[$"W{id}.cs"], "weights with SHA-256"), Remark(bench[$"S{id}.cs"], "weights with SHA-256"));
    }

    [Fact]
    public void Remarks_SayWhatIsKeptAndLost_AndWhereItComesFrom()
    {
        Assert.Equal(0, bench.Run("compile", bench.DigitsWeights, "--keep", "4", "--data", "digits", "--name", "Told", "--namespace", "Company.Readers", "--out", bench.Path).ExitCode);
        var code = File.ReadAllText(bench["Told.cs"]);
        var words = Words(bench["Told.cs"]);

        Assert.Contains("\nnamespace Company.Readers;\n", code, StringComparison.Ordinal);
        Assert.Contains("Kept: 4 of 64 eigenvectors of each output of `head`, those of largest |λ|", words, StringComparison.Ordinal);
        Assert.Matches(@"up to rounding, a score is off by at most L·\(‖h‖² − Σ\(v·h\)²\).* output by output (0?\.?\d[^,]*, ){9}\d", words);
        Assert.Matches(@"On digits, test \(360 samples, inputs from 0 to 1\): accuracy 0\.\d{4}, of Digits itself 0\.\d{4}; the same answer as Digits for \d+\.\d\d % of the samples, certified for", words);
        Assert.Matches(@"Origin: Digits, weights with SHA-256 [0-9a-f]{64}, trained on digits, train \(checksum [0-9a-f]{64}\) with seed \d+ for \d+ steps", words);

        // What it says of the loss is what truncate says.
        var point = bench.Run("truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--keep", "4", "--data", "digits", "--out", bench["told.safetensors"]).Output;
        Assert.Contains(point.Split('\n')[0].Split(' ')[1], words, StringComparison.Ordinal);
    }

    [Fact]
    public void ATruncatedModel_IsTakenAsItIs()
    {
        Assert.Equal(0, bench.Run("truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--keep", "2", "--out", bench["two.safetensors"]).ExitCode);

        Assert.Equal(0, bench.Run("compile", bench["two.safetensors"], "--data", "digits", "--name", "Two", "--out", bench.Path).ExitCode);

        Assert.Contains("Kept: all that DigitsTop2 has, which is Digits truncated to 2 eigenvectors per output, of largest |eigenvalue|.", Words(bench["Two.cs"]), StringComparison.Ordinal);
        AssertAgrees("Two", bench["two.bmlp"], bench["two.safetensors"]);
    }

    [Fact]
    public void NumbersThatAreTooLargeForCode_AreAResourceBesideIt()
    {
        var program = bench["wide.bmlp"];
        File.WriteAllText(program, "model Wide(x: f32[200, 200]) -> y: f32[10] {\n  embed = linear(8)\n  body = bilinear(8)\n  head = linear(10)\n  return x |> flatten |> embed |> body |> head\n}\n\ndecompose Wide { eigen head }\n");
        Documentation.Tensors.Write(bench["wide.safetensors"], ("embed.weight", [8, 40000]), ("body.weight", [16, 8]), ("head.weight", [10, 8]));

        var result = bench.Run("compile", program, bench["wide.safetensors"], "--keep", "2", "--name", "Wide", "--out", bench.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"note: its numbers are too large for a source file, so they are in {bench["Wide.vectors"]}: add <EmbeddedResource Include=\"Wide.vectors\" LogicalName=\"Wide.vectors\" /> to the project\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(20 * 40000 * sizeof(float), new FileInfo(bench["Wide.vectors"]).Length);
        Assert.True(new FileInfo(bench["Wide.cs"]).Length < 20_000);
        Assert.Equal(0, bench.Run("truncate", program, "--weights", bench["wide.safetensors"], "--keep", "2", "--out", bench["wide2.safetensors"]).ExitCode);
        AssertAgrees("Wide", bench["wide2.bmlp"], bench["wide2.safetensors"], bench["Wide.vectors"], tolerance: 1e-4);
        var missing = Assert.Throws<InvalidOperationException>(() => Compiled("Wide", null).CountOf("Vectors"));
        Assert.Contains("build it with <EmbeddedResource", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "Digits is no truncated model, so --keep K is needed", "WEIGHTS")]
    [InlineData(1, "--keep 65: an output of Digits has 64 eigenvectors, of which 1 to 64 can be kept.", "WEIGHTS", "--keep", "65")]
    [InlineData(2, "--keep takes a whole number from 1 to 2147483647, and was given `0`.", "WEIGHTS", "--keep", "0")]
    [InlineData(1, "it has 8 eigenvectors of each output, of which 1 to 8 can be kept, and not 9.", "SPECTRA", "--keep", "9")]
    [InlineData(1, "not all of the 8 that the rule keeps: leave the rule out, or decompose with more of them", "SPECTRA", "--rule", "ends")]
    [InlineData(1, "holds spectra, which carry their program: leave", "PROGRAM", "SPECTRA")]
    [InlineData(1, "--rule mean_activation keeps the eigenvectors that respond most strongly to data", "WEIGHTS", "--keep", "2", "--rule", "mean_activation")]
    [InlineData(1, "does not say which model it holds: give its program before the weights", "TORCH", "--keep", "2")]
    public void WhatCannotBe_IsOneSentence_AndNothingIsWritten(int code, string sentence, params string[] words)
    {
        var spectra = bench["refused.spectra.safetensors"];
        if (!File.Exists(spectra))
            Assert.Equal(0, bench.Run("decompose", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", spectra).ExitCode);
        Documentation.Tensors.Write(bench["torch.safetensors"], ("embed.weight", [64, 64]));

        var result = bench.Run(["compile", .. words.Select(word => word switch { "WEIGHTS" => bench.DigitsWeights, "SPECTRA" => spectra, "PROGRAM" => Workbench.Digits, "TORCH" => bench["torch.safetensors"], _ => word }), "--name", "Refused", "--out", bench.Path]);

        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.False(File.Exists(bench["Refused.cs"]));
    }

    [Theory]
    [InlineData("--name", "class", "--name class is a word of C# itself.")]
    [InlineData("--name", "3Reader", "--name 3Reader is no name of a class in C#")]
    [InlineData("--name", "a/b", "--name a/b is no name of a class in C#")]
    [InlineData("--name", "Scores", "--name Scores is used in the class itself.")]
    [InlineData("--namespace", "My.3", "--namespace My.3 is no namespace of C#")]
    [InlineData("--namespace", "My.System", "--namespace My.System is no namespace of C#")]
    public void NamesThatAreNone_AreRefused(string option, string value, string sentence)
    {
        string[] name = option == "--name" ? [] : ["--name", "Fine"];
        var result = bench.Run(["compile", bench.DigitsWeights, "--keep", "2", .. name, option, value, "--out", bench.Path]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfSomebodyElse_IsNotReplaced()
    {
        File.WriteAllText(bench["Mine.cs"], "// my own\n");

        var result = bench.Run("compile", bench.DigitsWeights, "--keep", "2", "--name", "Mine", "--out", bench.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("would be replaced, and is no artefact that Bilinear wrote", result.Errors, StringComparison.Ordinal);
        Assert.Equal("// my own\n", File.ReadAllText(bench["Mine.cs"]));
    }

    [Fact]
    public void APlaceThatIsNoFile_IsRefused()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "There is no mkfifo.");
        Assert.Equal(0, Bmlp.RunBash(bench.Path, ["-c", "mkfifo Pipe.cs"], []).ExitCode);

        var result = bench.Run("compile", bench.DigitsWeights, "--keep", "2", "--name", "Pipe", "--out", bench.Path);
        Assert.Equal((1, $"error: {bench["Pipe.cs"]} is a device or a pipe, where a file of the artefact belongs: choose another --name or folder.\n"), (result.ExitCode, result.Errors));
        Assert.Contains($"{bench["Pipe.cs"]} is no folder.", bench.Run("compile", bench.DigitsWeights, "--keep", "2", "--name", "In", "--out", bench["Pipe.cs"]).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsWhoseForwardPassOverflows_AreRefused()
    {
        var weights = bench["large.safetensors"];
        using (var file = SafeTensorsFile.Open(bench.DigitsWeights))
            SafeTensorsWriter.Write(weights, file.Metadata.ToDictionary(), [.. file.Tensors.Values.Select(tensor => new NamedTensor(tensor.Name, [.. tensor.Shape.Select(size => (int)size)], file.ReadFloats(tensor.Name).Select(value => value * 1e18f).ToArray()))]);

        Assert.Contains("large.safetensors cannot be compiled: a number of its eigenvectors or eigenvalues is no number", bench.Run("compile", weights, "--keep", "2", "--name", "Large", "--out", bench.Path).Errors, StringComparison.Ordinal);
        Assert.Contains("too large for float arithmetic", bench.Run("truncate", Workbench.Digits, "--weights", weights, "--keep", "2", "--data", "digits", "--out", bench["never"]).Errors, StringComparison.Ordinal);
        foreach (var study in new[] { "ablate", "masks" })
            Assert.Contains("too large for float arithmetic", bench.Run("study", study, Workbench.Digits, "--weights", weights, "--data", "digits", "--out", bench["never.html"]).Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["Large.cs"]) || File.Exists(bench["never.html"]));
    }

    [Fact]
    public void SpectraForWeights_AreCalledThat()
    {
        var spectra = bench["mine.spectra.safetensors"];
        Assert.Equal(0, bench.Run("decompose", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", spectra).ExitCode);

        Assert.Contains("holds spectra, and weights belong here", bench.Run("eval", Workbench.Digits, "--weights", spectra, "--data", "digits").Errors, StringComparison.Ordinal);
    }

    /// <summary>Scores and terms of the compiled class, on random inputs, are those that <c>bmlp run</c> gives.</summary>
    private float[,] AssertAgrees(string name, string program, string weights, string? resource = null, double tolerance = Tolerance)
    {
        using var file = SafeTensorsFile.Open(weights);
        var inputs = (int)file.Tensors.Values.First(tensor => tensor.Name.EndsWith(".weight", StringComparison.Ordinal)).Shape[1];
        var (samples, outputs) = (5, 10);
        Documentation.Tensors.Write(bench["in.safetensors"], ("input", [samples, inputs]));
        Assert.Equal(0, bench.Run("run", program, "--weights", weights, "--input", bench["in.safetensors"], "--output", bench["out.safetensors"]).ExitCode);
        using var given = SafeTensorsFile.Open(bench["in.safetensors"]);
        using var expected = SafeTensorsFile.Open(bench["out.safetensors"]);
        var (pixels, logits) = (given.ReadFloats("input"), expected.ReadFloats("output"));
        var largest = logits.Max(Math.Abs);
        Assert.True(largest > 0);

        var artefact = Compiled(name, resource);
        float[,] terms = null!;
        for (var sample = 0; sample < samples; sample++)
        {
            var x = pixels[(sample * inputs)..((sample + 1) * inputs)];
            var scores = artefact.Scores(x, outputs);
            terms = artefact.Explain(x);
            for (var output = 0; output < outputs; output++)
            {
                Assert.Equal(logits[(sample * outputs) + output], scores[output], tolerance * largest);
                Assert.Equal(scores[output], Enumerable.Range(0, terms.GetLength(1)).Sum(term => terms[output, term]), tolerance * largest);
            }

            Assert.Equal(Array.IndexOf(scores, scores.Max()), artefact.Classify(x));
        }

        return terms;
    }

    private Artefact Compiled(string name, string? resource) => new(File.ReadAllText(bench[$"{name}.cs"]), name, resource);

    // Of the class's documentation, however its lines are broken.
    private static string Words(string path) => string.Join(' ', File.ReadLines(path).Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line[3..].Trim()));

    private static string Remark(string path, string words) => File.ReadLines(path).First(line => line.Contains(words, StringComparison.Ordinal));
}
