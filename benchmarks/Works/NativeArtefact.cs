using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Bilinear.Benchmarks.Models;
using Bilinear.Devices;
using Bilinear.Spectral;

namespace Bilinear.Benchmarks.Works;

/// <summary>
/// An artefact of MNIST's size in a native program: how long it takes to start, how long for an image, how large it is. What the
/// numbers are does not matter, so the weights are random.
/// </summary>
internal static class NativeArtefact
{
    public const string Command = "artefact";

    private const int Kept = 8;
    private const int Starts = 41;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <InvariantGlobalization>true</InvariantGlobalization>
            <PublishAot>true</PublishAot>
          </PropertyGroup>
        </Project>
        """;

    private const string Program = """
        using System;
        using System.Diagnostics;

        const int Passes = 21;
        var images = args.Length == 0 ? 1 : 2000;
        var pixels = new float[images * DigitReader.Inputs];
        var random = new Random(0);
        foreach (ref var pixel in pixels.AsSpan()) pixel = random.NextSingle();
        var answers = 0;
        if (args.Length == 0)
        {
            Console.WriteLine(DigitReader.Classify(pixels.AsSpan(0, DigitReader.Inputs)));
            return;
        }

        var times = new double[Passes];
        for (var pass = -2; pass < Passes; pass++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var image = 0; image < images; image++)
                answers += DigitReader.Classify(pixels.AsSpan(image * DigitReader.Inputs, DigitReader.Inputs));
            if (pass >= 0) times[pass] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / images;
        }
        Array.Sort(times);
        Console.WriteLine(FormattableString.Invariant($"{times[Passes / 2]} {System.Numerics.Vector<float>.Count * 32} {answers}"));
        """;

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("bilinear-artefact-").FullName;
        try
        {
            Write(folder);
            Console.WriteLine($"{"program",-32} {"vectors",10} {"start",10} {"an image",10} {"size",10}");
            Measure(folder, "native, as it comes", "");
            Measure(folder, "native, IlcInstructionSet=native", "-p:IlcInstructionSet=native");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string folder)
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new Mnist(device, batch: 1);
        using var weights = model.ToWeights();
        var path = new QuadraticPath([new(0)], new(1), [new(2)]);
        var spectra = Path.Combine(folder, "spectra");
        EigenSpectra.Compute(weights, new EigenPlan("head", path) { Keep = Kept }).Save(spectra);
        var program = typeof(NativeArtefact).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ArtefactsProgram").Value!;
        var list = Path.Combine(folder, "items");
        var project = Path.Combine(folder, "Native.csproj");
        File.WriteAllText(project, Project);
        File.WriteAllText(list, $"project={project}\tname=DigitReader\tkeep={Kept}\tspectra={spectra}\tcode={Path.Combine(folder, "DigitReader.cs")}\n");
        Environment.SetEnvironmentVariable("BILINEAR_ARTEFACTS", list);
        Start("dotnet", [program]);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
    }

    private static void Measure(string folder, string name, string option)
    {
        var output = Path.Combine(folder, "out");
        string[] linker = OperatingSystem.IsLinux() && !File.Exists("/usr/bin/clang") ? ["-p:CppCompilerAndLinker=gcc"] : [];
        Start("dotnet", ["publish", folder, "-c", "Release", "--nologo", "-v", "q", "-o", output, .. linker, .. option.Length == 0 ? [] : new[] { option }]);
        var native = Path.Combine(output, OperatingSystem.IsWindows() ? "Native.exe" : "Native");
        var starts = new double[Starts];
        for (var run = -3; run < Starts; run++)
        {
            var before = Stopwatch.GetTimestamp();
            Start(native, []);
            if (run >= 0) starts[run] = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        }

        Array.Sort(starts);
        var words = Start(native, ["time"]).Split(' ');
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32} {words[1],6} bit {starts[Starts / 2],7:F1} ms {double.Parse(words[0], CultureInfo.InvariantCulture),7:F2} µs {new FileInfo(native).Length / (double)(1 << 20),7:F2} MB"));
        Directory.Delete(Path.Combine(folder, "obj"), recursive: true);
    }

    private static string Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }
}
