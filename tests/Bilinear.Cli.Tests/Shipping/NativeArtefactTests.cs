using System.Diagnostics;
using System.Runtime.InteropServices;
using Bilinear.Serialization;

namespace Bilinear.Cli.Tests.Shipping;

/// <summary>
/// An artefact in a native program, which knows nothing of Bilinear, on the test images of MNIST: published without a warning, it
/// gives the scores of the truncated model. Skipped where data or toolchain are not there.
/// </summary>
public sealed class NativeArtefactTests(Workbench bench) : IClassFixture<Workbench>
{
    private const int Pixels = 784;
    private const int Header = 16;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <LangVersion>12</LangVersion>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <PublishAot>true</PublishAot>
          </PropertyGroup>
        </Project>
        """;

    private const string Program = """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        var images = File.ReadAllBytes(args[0]);
        using var output = File.Create(args[1]);
        var pixels = new float[DigitReader.Inputs];
        var scores = new float[DigitReader.Outputs];
        for (var first = 16; first < images.Length; first += pixels.Length)
        {
            for (var pixel = 0; pixel < pixels.Length; pixel++)
                pixels[pixel] = images[first + pixel] / 255f;
            DigitReader.Scores(pixels, scores);
            output.Write(MemoryMarshal.AsBytes(scores.AsSpan()));
            if (Array.IndexOf(scores, scores[DigitReader.Classify(pixels)]) != DigitReader.Classify(pixels))
                throw new InvalidOperationException("The class is not that of the largest score.");
        }
        """;

    [Fact]
    public void ANativeProgram_ClassifiesMnistAsTheTruncatedModelDoes()
    {
        var data = Environment.GetEnvironmentVariable("BILINEAR_DATA");
        Assert.SkipWhen(data is null, "BILINEAR_DATA is not set: it names the folder that holds mnist/.");
        var linker = new[] { "clang", "gcc" }.FirstOrDefault(name => Run(name, "--version").ExitCode == 0);
        Assert.SkipWhen(linker is null, "There is neither clang nor gcc to link a native program.");
        (string, string?)[] environment = bench.Environment(("BILINEAR_DATA", data));
        Assert.Equal(0, Bmlp.Run(["train", Workbench.Mnist, "--model", "Mnist100", "--data", "mnist", "--epochs", "1", "--out", bench["mnist.safetensors"]], environment).ExitCode);
        Assert.Equal(0, bench.Run("truncate", Workbench.Mnist, "--weights", bench["mnist.safetensors"], "--keep", "8", "--out", bench["top8.safetensors"]).ExitCode);
        Directory.CreateDirectory(bench["native"]);
        Assert.Equal(0, bench.Run("compile", bench["mnist.safetensors"], "--keep", "8", "--name", "DigitReader", "--out", bench["native"]).ExitCode);
        File.WriteAllText(bench["native/Native.csproj"], Project);
        File.WriteAllText(bench["native/Program.cs"], Program);

        var published = Run("dotnet", $"publish \"{bench["native"]}\" -c Release --nologo -v q -p:CppCompilerAndLinker={linker} -o \"{bench["out"]}\"");
        Assert.SkipWhen(published.Output.Contains("NU1101", StringComparison.Ordinal), "What a native program needs cannot be restored.");
        Assert.True(published.ExitCode == 0 && !published.Output.Contains("warning", StringComparison.Ordinal), published.Output);

        var images = Unpacked(Path.Combine(data!, "mnist", "t10k-images-idx3-ubyte.gz"));
        File.WriteAllBytes(bench["images"], images);
        var ran = Run(Path.Combine(bench["out"], "Native"), $"\"{bench["images"]}\" \"{bench["scores"]}\"");
        Assert.True(ran.ExitCode == 0, ran.Output);
        var samples = (images.Length - Header) / Pixels;
        new RawTensors().Add("input", "U8", [samples, Pixels], images[Header..]).Write(bench["input.safetensors"]);
        Assert.Equal(0, bench.Run("run", bench["top8.bmlp"], "--weights", bench["top8.safetensors"], "--input", bench["input.safetensors"], "--output", bench["output.safetensors"]).ExitCode);

        using var output = SafeTensorsFile.Open(bench["output.safetensors"]);
        var expected = output.ReadFloats("output");
        var scores = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(bench["scores"])).ToArray();
        Assert.Equal(expected.Length, scores.Length);
        var error = expected.Zip(scores, (one, other) => Math.Abs(one - other)).Max() / expected.Max(Math.Abs);
        Assert.True(error < 1e-5, $"The scores are off by {error:E1} of the largest.");
    }

    private static byte[] Unpacked(string path)
    {
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static (int ExitCode, string Output) Run(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            // There is no such program.
            return (127, exception.Message);
        }
    }
}
