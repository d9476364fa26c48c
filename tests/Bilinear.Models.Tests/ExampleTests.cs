using System.Diagnostics;
using System.Reflection;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Models.Tests;

/// <summary>The examples as a user runs them: built, in a folder of their own.</summary>
public sealed class ExampleTests : IDisposable
{
    private static readonly string Configuration = typeof(ExampleTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

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

    public void Dispose() => _folder.Dispose();

    private (int Code, string Output, string Errors) Run(string example, string arguments, params (string Name, string? Value)[] variables)
    {
        var program = Path.Combine(Repository.Root, "examples", example, "bin", Configuration, "net10.0", example + ".dll");
        var start = new ProcessStartInfo("dotnet", [program, arguments]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
