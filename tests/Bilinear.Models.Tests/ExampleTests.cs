using System.Text.RegularExpressions;
using Bilinear.Serialization;
using Bilinear.Testing;
using MathNet.Numerics.LinearAlgebra;

namespace Bilinear.Models.Tests;

/// <summary>The examples as a user runs them: built, in a folder of their own.</summary>
public sealed class ExampleTests : IDisposable
{
    private static readonly (int, int)[] Monomials = [.. Enumerable.Range(0, 4).SelectMany(first => Enumerable.Range(first, 4 - first).Select(second => (first, second)))];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Mnist_TrainsEvaluatesDecomposesAndReports()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("BILINEAR_DATA") is null, "BILINEAR_DATA is not set: it names the folder that holds mnist/.");

        var (code, output, errors) = Run("Mnist", "1");

        Assert.True(code == 0, errors);
        Assert.Matches(@"epoch  1 of 1  loss \d\.\d{4}  [\d,]+ images/s", errors);
        Assert.Matches(@"^accuracy 0\.\d{4}\nloss \d\.\d{4}\n", output);
        Assert.Contains("; 0 answers changed", output, StringComparison.Ordinal);
        using var spectra = SafeTensorsFile.Open(_folder["mnist.spectra.safetensors"]);
        Assert.Equal([10, 20, 784], spectra.Tensors["head.eigen.pictures"].Shape);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_folder["mnist.html"]), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["mnist.checkpoint.safetensors"]));
    }

    [Fact]
    public void Mnist_WithoutData_SaysHowToGetThem()
    {
        var (code, output, errors) = Run("Mnist", "1", ("BILINEAR_DATA", null), ("XDG_CACHE_HOME", _folder["cache"]));

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("bmlp data mnist", errors, StringComparison.Ordinal);
        Assert.Contains("BILINEAR_DATA", errors, StringComparison.Ordinal);
    }

    // Closed forms and eigenpairs by hand: xor is (a − b)², or is a² + b² − ab, and is ab; ¾ xor + ¼ and is ¾a² + ¾b² − 1¼ab.
    [Theory]
    [InlineData("xor", "1.000 1.000 -1.000", "2.000 0.707 -0.707")]
    [InlineData("and", "0.000 0.000 0.500", "0.500 0.707 0.707", "-0.500 0.707 -0.707")]
    [InlineData("or", "1.000 1.000 -0.500", "1.500 0.707 -0.707", "0.500 0.707 0.707")]
    [InlineData("0.75 xor + 0.25 and", "0.750 0.750 -0.625", "1.375 0.707 -0.707", "0.125 0.707 0.707")]
    public void Gates_FindsTheFormsThatAreKnown(string gate, string form, params string[] spectrum)
    {
        var (code, output, errors) = Run("Gates", "");

        Assert.Equal((0, ""), (code, errors));
        var rows = Regex.Matches(output, $@"^\d, \d +{Regex.Escape(gate)}  .*\n( {{20}}.*\n)*", RegexOptions.Multiline).Select(row => row.Value).ToList();
        Assert.Equal(gate.StartsWith('0') ? 6 : 8, rows.Count);
        var pairs = spectrum.Select(pair => pair.Split(' ', 2)).Select(pair => $"{pair[0]} {pair[0]} {pair[1]}");
        var wanted = new Regex($@"^\d, \d {Regex.Escape($"{gate} {form} {form}")} \dE-\d+ {Regex.Escape(string.Join(' ', pairs))}$");
        Assert.All(rows, row => Assert.Matches(wanted, string.Join(' ', row.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public void Gates_TrainedTooLittle_AreSaidToBeWrong()
    {
        var (code, output, errors) = Run("Gates", "100");

        Assert.Equal(1, code);
        Assert.Equal(5, Regex.Count(errors, "a squared error of 1E-8 or more, or a difference of 1E-3 or more"));
        Assert.DoesNotContain("within", output, StringComparison.Ordinal);
    }

    /// <summary>Ten monomials on sixteen inputs: what is 0 on all of them is the form 0, so the form of a gate is the only one.</summary>
    [Fact]
    public void FormsOfFourBits_AreUnique()
    {
        var monomials = Matrix<double>.Build.Dense(16, 10, (input, column) =>
        {
            var (first, second) = Monomials[column];
            return (input >> first) & (input >> second) & 1;
        });

        Assert.Equal(10, monomials.Rank());
    }

    public void Dispose() => _folder.Dispose();

    private (int Code, string Output, string Errors) Run(string example, string arguments, params (string Name, string? Value)[] variables) =>
        ExampleRun.Of(_folder.Path, example, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), variables);
}
