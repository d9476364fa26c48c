using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>
/// A model in a trimmed program and in a native one, published from the package without a warning: it trains, saves, loads,
/// decomposes and reports. Skipped where the toolchain is not there.
/// </summary>
public sealed class PublishTests : IDisposable
{
    private const string Program = """
        using System;
        using System.IO;
        using Bilinear.Data;
        using Bilinear.Devices;
        using Bilinear.Reports;
        using Bilinear.Spectral;
        using Examples.Digits;

        var (train, test) = DataSet.Digits();
        using var device = Device.Open(DeviceKind.Auto);
        using var model = new Digits(device);
        model.Train(train, Digits.TrainDefaults with { Epochs = 5, SaveTo = "digits.safetensors" }).Run();
        using var again = new Digits(device, seed: 7);
        again.Load("digits.safetensors");

        var spectra = again.Decompose(train);
        spectra.Save("digits.spectra.safetensors");
        Report.Write("digits.html", new ReportContents("Digits", spectra.Entries) { Test = again.Evaluate(test), TestData = test });
        using var weights = again.ToWeights();
        Truncation.Cut(EigenSpectra.Compute(weights, Digits.HeadEigenPlan, train), TruncationRule.Magnitude, 8).Save("top8.safetensors");

        var isRefused = false;
        try { Device.Open(DeviceKind.Cuda).Dispose(); }
        catch (DeviceException exception) { isRefused = exception.Message.Contains("BilinearGpu=true"); }
        Console.WriteLine(FormattableString.Invariant($"{again.Evaluate(test).Accuracy} {model.Evaluate(test).Accuracy} {spectra.Head.Check(again, test).LargestError} {device.Kind} {Device.List().Count} {isRefused}"));
        """;

    private static readonly string Configuration = typeof(PublishTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly TemporaryFolder _folder = new();
    private readonly string _version = $"0.1.0-test.{Guid.NewGuid():N}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrimmedAndNativePrograms_DoWhatAnyDoes()
    {
        var linker = new[] { "clang", "gcc" }.FirstOrDefault(name => Run(name, "--version").ExitCode == 0);
        Assert.SkipWhen(linker is null, "There is neither clang nor gcc to link a native program.");
        Publish($"pack \"{Path.Combine(Repository.Root, "Bilinear.Runtime")}\" -c {Configuration} --no-build --nologo -o \"{_folder["feed"]}\" -p:Version={_version}");
        File.Copy(Repository.Program("digits"), _folder["digits.bmlp"]);
        File.WriteAllText(_folder["Program.cs"], Program);
        File.WriteAllText(_folder["Consumer.csproj"], Project());

        foreach (var kind in new[] { "PublishTrimmed", "PublishAot" })
        {
            var restored = Run("dotnet", $"restore -r {RuntimeInformation.RuntimeIdentifier} -p:{kind}=true -p:SelfContained=true");
            Assert.SkipUnless(restored.ExitCode == 0, $"What {kind} needs cannot be restored: {restored.Output}");
            Publish($"publish --no-restore -r {RuntimeInformation.RuntimeIdentifier} -c Release --nologo -v q -p:{kind}=true -p:SelfContained=true -p:CppCompilerAndLinker={linker} -o \"{_folder[kind]}\"");

            Assert.False(File.Exists(Path.Combine(_folder[kind], "ILGPU.dll")));
            var ran = Run(Path.Combine(_folder[kind], "Consumer"), "");
            Assert.True(ran.ExitCode == 0, ran.Output);
            var words = ran.Output.Trim().Split(' ');
            Assert.True(double.Parse(words[0], CultureInfo.InvariantCulture) > 0.8, ran.Output);
            Assert.Equal(words[0], words[1]);
            Assert.True(double.Parse(words[2], CultureInfo.InvariantCulture) < 2e-5, ran.Output);
            Assert.Equal(["Cpu", "1", "True"], words[3..]);
            Assert.All(["digits.safetensors", "digits.spectra.safetensors", "digits.html", "top8.safetensors", "top8.bmlp"], name => Assert.True(new FileInfo(_folder[name]).Length > 0));
        }
    }

    // Warnings are errors: of trimming, and of code that is made at run time.
    private string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <RestoreAdditionalProjectSources>{_folder["feed"]}</RestoreAdditionalProjectSources>
            <RestorePackagesPath>{_folder["packages"]}</RestorePackagesPath>
            <RestoreFallbackFolders>{Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")}</RestoreFallbackFolders>
            <IlcOptimizationPreference>Size</IlcOptimizationPreference>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Bilinear" Version="{_version}" />
          </ItemGroup>
        </Project>
        """;

    private void Publish(string arguments)
    {
        var (exitCode, output) = Run("dotnet", arguments);
        Assert.True(exitCode == 0 && !output.Contains("warning", StringComparison.Ordinal), $"dotnet {arguments} ended with {exitCode}:\n{output}");
    }

    private (int ExitCode, string Output) Run(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
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
