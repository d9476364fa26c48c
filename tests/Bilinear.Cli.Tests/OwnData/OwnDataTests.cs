using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.OwnData;

/// <summary>Data and weights that Bilinear did not write, through the tool: examples/Iris as its page says.</summary>
public sealed class OwnDataTests(Workbench bench) : IClassFixture<Workbench>
{
    private static readonly string Example = Path.Combine(Repository.Root, "examples", "Iris");

    private static string Program => Path.Combine(Example, "iris.bmlp");

    private static string Table => Path.Combine(Example, "iris.csv");

    [Fact]
    public void ATable_IsTrainedOn_AndItsNamesAreInAllThatFollows()
    {
        var weights = bench["iris.safetensors"];
        var trained = bench.Run("train", Program, "--data", Table, "--target", "species", "--out", weights);
        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.Contains("note: iris.csv has 120 samples to train on and 30 to test on (every fifth row, from the first); 4 columns of numbers, standardised by mean and deviation of the training part; the classes of species are 0 setosa, 1 versicolor, 2 virginica", trained.Errors, StringComparison.Ordinal);

        // Target, columns and standardisation are those of the weights: also for a file with other columns in another order.
        var shuffled = bench["shuffled.csv"];
        File.WriteAllLines(shuffled, File.ReadLines(Table).Select(line => line.Split(',')).Select((cells, row) => row == 0 ? $"note;{string.Join(';', cells.Reverse())}" : $"n{row};{string.Join(';', cells.Reverse())}"));
        var score = bench.Run("eval", Program, "--weights", weights, "--data", Table);
        Assert.True(double.Parse(Regex.Match(score.Output, @"^accuracy (\S+)\n").Groups[1].Value) > 0.9, score.Output + score.Errors);
        Assert.Equal(score.Output, bench.Run("eval", Program, "--weights", weights, "--data", shuffled).Output);

        var report = bench["iris.html"];
        Assert.Equal(0, bench.Run("report", Program, "--weights", weights, "--data", Table, "--out", report).ExitCode);
        var page = File.ReadAllText(report);
        Assert.Contains(">petal_width</text>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>species virginica</h2>", page, StringComparison.Ordinal);
        Assert.Matches(@"<small>sample \d+</small>, <b>(setosa|versicolor|virginica)</b>: [+−]\d", page);
        Assert.All(["data:image/png", "effective pixels", "looks like a picture", "Each picture"], word => Assert.DoesNotContain(word, page, StringComparison.Ordinal));
        Assert.Equal(0, bench.Run("explain", Program, "--weights", weights, "--data", Table, "--sample", "0", "--out", bench["why.html"]).ExitCode);
        Assert.Matches(@"<th scope=""row"">petal_width</th><td>−1\.\d+</td><td>0\.2</td>", File.ReadAllText(bench["why.html"]));
        Assert.StartsWith("sample 0 of iris.csv, test: label setosa, answer setosa with probability", bench.Run("explain", Program, "--weights", weights, "--data", Table, "--sample", "0").Output, StringComparison.Ordinal);

        Assert.Equal(0, bench.Run("compile", weights, "--keep", "2", "--name", "Irises", "--out", bench.Path).ExitCode);
        Assert.Matches(@"Inputs, in this order, of the columns of iris\.csv, train: \('sepal_length' − 5\.\d+\) / 0\.\d+; .* Outputs, in this order: 'setosa', 'versicolor', 'virginica'\.", Regex.Replace(File.ReadAllText(bench["Irises.cs"]), @"\s+///\s+", " "));

        var rows = bench["rows.csv"];
        File.WriteAllText(rows, "petal_width,petal_length,sepal_width,sepal_length\n1.3,4.1,2.8,5.7\n0.2,1.5,3.4,5.1\n");
        var run = bench.Run("run", Program, "--weights", weights, "--input", rows, "--output", bench["logits.safetensors"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        using var logits = Serialization.SafeTensorsFile.Open(bench["logits.safetensors"]);
        Assert.Equal("""["setosa","versicolor","virginica"]""", logits.Metadata["classes.species"]);

        ClassesAreCalledByTheirNames(weights);
    }

    private void ClassesAreCalledByTheirNames(string weights)
    {
        var explained = Study("explain", "--sample", "0", "--class", "virginica", "--against", "setosa", "--keep", "1").Output;
        Assert.Contains("\nvirginica - setosa: difference of the logits ", explained, StringComparison.Ordinal);
        Assert.Matches(@", probability of virginica 0\.\d+\n", explained);
        Assert.Matches(@"\n  \d+ others? for (virginica|setosa) ", explained);
        Assert.Equal(explained, Study("explain", "--sample", "0", "--class", "2", "--against", "0", "--keep", "1").Output);
        Assert.Matches(@"\n  versicolor +10 ", Study("study", "ablate", "--class", "virginica", "--top", "1").Output);
        Assert.Equal("error: --class verginica: species has 0 setosa, 1 versicolor, 2 virginica. Did you mean `virginica`?\n", Study("explain", "--sample", "0", "--class", "verginica").Errors);
        Assert.StartsWith("error: --class and --against are both 0: a class does not differ from itself", Study("study", "ablate", "--class", "setosa", "--against", "0").Errors, StringComparison.Ordinal);

        BmlpResult Study(string command, params string[] options) => bench.Run(command == "study"
            ? ["study", options[0], Program, "--weights", weights, "--data", Table, .. options[1..]]
            : [command, Program, "--weights", weights, "--data", Table, .. options]);
    }

    [Fact]
    public void WhatIsWrongWithATable_IsSaidWithItsPlace()
    {
        Refuses($"Which column of {Table} is predicted? Name it with --target; there are 'sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species'.", Table);
        Refuses("--target names a column of a CSV file, and digits has no columns with names: leave it out.", "digits", "--target", "x");
        var ragged = bench["ragged.csv"];
        File.WriteAllText(ragged, "a,b,kind\n1,2,x\n3,y\n");
        Refuses($"{ragged}:3:3: the row has 2 cells, and the header 3 columns: there is no kind. Mend the row (fill it in), or leave it out.", ragged, "--target", "kind");
        File.WriteAllText(ragged, "a,b,kind\n1,2,x\n3,4,y\n");
        Refuses($"{ragged} does not fit Iris: its columns but 'kind' make 2 inputs ('a', 'b'), and flower of Iris takes 4.", ragged, "--target", "kind");
    }

    [Fact]
    public void DataShow_SaysWhatWasUnderstood()
    {
        var shown = bench.Run("data", "show", Table, "--target", "species");
        Assert.Contains("fits   f32[4] -> f32[3], loss cross_entropy", shown.Output, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(bench.Run("data", "show", "digits", "--json").Output);
        Assert.Equal((1437, 360), (json.RootElement.GetProperty("train").GetProperty("samples").GetInt32(), json.RootElement.GetProperty("test").GetProperty("samples").GetInt32()));
        Assert.Equal("f32[8, 8]", json.RootElement.GetProperty("fits").GetProperty("input").GetString());
    }

    [Fact]
    public void DataShow_SaysWhichClassAPartLacks_AndHowLargeATargetOfNumbersIs()
    {
        var table = bench["targets.csv"];
        File.WriteAllText(table, "x,rent,rooms,kind\n" + string.Concat(Enumerable.Range(0, 10).Select(row => $"{row},{row switch { 0 => 1.5, 5 => 4.5, _ => 2.5 }},{row % 2},{(row % 5 == 0 ? "rare" : "usual")}\n")));

        Assert.Equal("note: targets.csv: class rare has no row to train on; shuffle the rows, or give a folder with train.csv and test.csv\nnote: targets.csv: class usual has no row to test on; shuffle the rows, or give a folder with train.csv and test.csv\n", bench.Run("data", "show", table, "--target", "kind").Errors);
        Assert.Contains("target rent is taken as it is, 1.5 … 4.5: predicting its mean gives a loss of 2.5\nfits   f32[4] -> f32[1], loss mean_squared_error\n", bench.Run("data", "show", table, "--target", "rent").Output, StringComparison.Ordinal);
        var whole = bench.Run("data", "show", table, "--target", "rooms");
        Assert.Contains("the target, 2 classes, or a number\n", whole.Output, StringComparison.Ordinal);
        Assert.Contains("fits   f32[4] -> f32[2], loss cross_entropy; or f32[4] -> f32[1], loss mean_squared_error\n", whole.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void APictureOrAFolder_IsNoInput_AndIsToldHowToBeOne()
    {
        var picture = bench["7.png"];
        File.WriteAllBytes(picture, [0x89, .. "PNG"u8, 13, 10, 26, 10]);
        foreach (var (path, kind, samples) in new[] { (picture, "picture", "1"), (bench.Path, "folder", "N") })
        {
            var refusal = bench.Run("run", Workbench.Digits, "--weights", bench.DigitsWeights, "--input", path, "--output", bench["none.safetensors"]);
            Assert.Equal(1, refusal.ExitCode);
            Assert.StartsWith($"error: {path} is a {kind}, and a model is run on tensors: write the samples as `input` [{samples}, 8, 8] of a .npz", refusal.Errors, StringComparison.Ordinal);
        }
        Refuses($"--data {picture} is one picture: give a folder that has a folder of pictures for each class.", picture);

        Directory.CreateDirectory(bench["flat"]);
        File.Move(picture, bench["flat/7.jpg"]);
        Refuses($"{bench["flat"]} has pictures (1), and no folders of them by class: put those of each class, as .png, into a folder of its name.", bench["flat"]);
    }

    [Fact]
    public void WeightsOfNumpy_AreReadAsOurs_AndAPickleThatRunsSomethingIsRefused()
    {
        var theirs = bench["digits.npz"];
        using (var file = Serialization.SafeTensorsFile.Open(bench.DigitsWeights))
        using (var zip = new ZipArchive(File.Create(theirs), ZipArchiveMode.Create))
        {
            foreach (var tensor in file.Tensors.Values)
                RawNumpy.Write(zip, tensor.Name + ".npy", RawNumpy.Npy(tensor.Shape, file.ReadFloats(tensor.Name)));
        }

        Assert.Equal(bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits").Output, bench.Run("eval", Workbench.Digits, "--weights", theirs, "--data", "digits").Output);

        var evil = bench["evil.pt"];
        using (var zip = new ZipArchive(File.Create(evil), ZipArchiveMode.Create))
            RawNumpy.Write(zip, "archive/data.pkl", "cos\nsystem\n(X\u0004\0\0\0exittR."u8.ToArray());
        var refusal = bench.Run("eval", Workbench.Digits, "--weights", evil, "--data", "digits");
        Assert.Equal(1, refusal.ExitCode);
        Assert.StartsWith($"error: {evil}: it asks Python to load 'os.system', and nothing is run here", refusal.Errors, StringComparison.Ordinal);
    }

    private void Refuses(string sentence, params string[] data)
    {
        var result = bench.Run(["train", Program, "--out", bench["none.safetensors"], "--data", .. data]);
        Assert.Equal((1, $"error: {sentence}\n"), (result.ExitCode, result.Errors));
        Assert.False(File.Exists(bench["none.safetensors"]));
    }
}
