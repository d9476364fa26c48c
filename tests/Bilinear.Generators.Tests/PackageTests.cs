using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>The package as a user has it: packed, restored from a folder into a project outside the solution, built, run.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string Configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private const string Program = """
        using System;
        using Bilinear.Data;
        using Bilinear.Devices;
        using Examples.Digits;

        var (train, test) = DataSet.Digits();
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new Digits(device);
        foreach (var step in model.Train(train, Digits.TrainDefaults with { Epochs = 10 })) { }
        Console.WriteLine(FormattableString.Invariant($"{model.Evaluate(test).Accuracy} {model.Decompose(train).Head.Check(model, test).LargestError}"));
        """;

    private readonly TemporaryFolder _folder = new();

    // NuGet never reads a version again that it has: each run packs one of its own.
    private readonly string _version = $"0.1.0-test.{Guid.NewGuid():N}";

    [Fact]
    public void Package_BringsRuntimeAndGenerator()
    {
        Dotnet(Repository.Root, $"pack Bilinear.Runtime -c {Configuration} --no-build --nologo -o \"{_folder["feed"]}\" -p:Version={_version}");
        var project = Directory.CreateDirectory(_folder["consumer"]).FullName;
        var model = Path.Combine(project, "digits.bmlp");
        var program = File.ReadAllText(Repository.Program("digits"));
        File.WriteAllText(model, program);
        File.WriteAllText(Path.Combine(project, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(project, "Consumer.csproj"), Project());

        // C# 12 is the oldest language that generated code keeps to; the project says so.
        Dotnet(project, "build -c Release --nologo -v q");
        var figures = Dotnet(project, "bin/Release/net10.0/Consumer.dll").Trim().Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToList();
        Assert.True(figures[0] > 0.9, $"The accuracy is {figures[0]}.");
        Assert.True(figures[1] < 2e-5, $"The spectra are off by {figures[1]}.");

        File.WriteAllText(model, program.Replace("|> head", "|> haed", StringComparison.Ordinal));
        var errors = Dotnet(project, "build -c Release --nologo -v q", succeeds: false);
        Assert.Contains("digits.bmlp(13,47): error BMLP2002: There is no layer `haed`. Did you mean `head`?", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <LangVersion>12</LangVersion>
            <Nullable>enable</Nullable>
            <RestoreAdditionalProjectSources>{_folder["feed"]}</RestoreAdditionalProjectSources>
            <RestorePackagesPath>{_folder["packages"]}</RestorePackagesPath>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Bilinear" Version="{_version}" />
          </ItemGroup>
        </Project>
        """;

    private static string Dotnet(string folder, string arguments, bool succeeds = true)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True((process.ExitCode == 0) == succeeds, $"dotnet {arguments} ended with {process.ExitCode}:\n{output}\n{errors.Result}");
        return output;
    }
}
