using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>The package as a user has it: packed, restored from a folder into a project outside the solution, built, run.</summary>
public sealed class PackageTests(PackageTests.Package package) : IClassFixture<PackageTests.Package>, IDisposable
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
        model.Train(train, Digits.TrainDefaults with { Epochs = 10 }).Run();
        Console.WriteLine(FormattableString.Invariant($"{model.Evaluate(test).Accuracy} {model.Decompose(train).Head.Check(model, test).LargestError}"));
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Package_BringsRuntimeAndGenerator()
    {
        var project = Create("Consumer");
        var model = Path.Combine(project, "digits.bmlp");
        var program = File.ReadAllText(model);
        File.WriteAllText(Path.Combine(project, "Program.cs"), Program);

        // C# 12 is the oldest language that generated code keeps to; the project says so.
        Dotnet(project, "build -c Release --nologo -v q");
        var figures = Dotnet(project, "bin/Release/net10.0/Consumer.dll").Trim().Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToList();
        Assert.True(figures[0] > 0.9, $"The accuracy is {figures[0]}.");
        Assert.True(figures[1] < 2e-5, $"The spectra are off by {figures[1]}.");

        File.WriteAllText(model, program.Replace("|> head", "|> haed", StringComparison.Ordinal));
        var errors = Dotnet(project, "build --no-restore -c Release --nologo -v q", succeeds: false);
        Assert.Contains("digits.bmlp(13,47): error BMLP2002: There is no layer `haed`. Did you mean `head`?", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", errors, StringComparison.Ordinal);
        Assert.Contains("error BMLP2002", Dotnet(project, "build --no-restore -c Release --nologo -v q -p:NoWarn=BMLP2002", succeeds: false), StringComparison.Ordinal);
    }

    /// <summary>What a page of packages shows, whose works are inside, and the symbols in each assembly that is ours.</summary>
    [Fact]
    public void Package_SaysWhatItIs()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(package.Feed, $"Bilinear.{package.Version}.nupkg"));
        string Text(string name) => new StreamReader(archive.GetEntry(name)!.Open()).ReadToEnd();

        var about = Text("Bilinear.nuspec");
        Assert.All(["<icon>icon.png</icon>", "<readme>README.md</readme>", "<license type=\"expression\">MIT</license>", "<tags>neural-network bilinear"], part => Assert.Contains(part, about, StringComparison.Ordinal));
        Assert.StartsWith("# Bilinear\n", Text("README.md"), StringComparison.Ordinal);
        Assert.InRange(archive.GetEntry("icon.png")!.Length, 1, 16384);

        var notices = Text("THIRD-PARTY-NOTICES.txt");
        foreach (var library in archive.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var image = new MemoryStream();
            using (var stream = library.Open())
                stream.CopyTo(image);
            image.Position = 0;
            if (!library.Name.StartsWith("Bilinear.", StringComparison.Ordinal))
                Assert.Matches($@"(?m)^{Regex.Escape(library.Name)}, in the packages? Bilinear\b", notices);
            else
                Assert.Contains(new PEReader(image).ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        }
    }

    /// <summary>A name of a project that is no namespace becomes one, as in the files that <c>dotnet new</c> makes.</summary>
    [Fact]
    public void NameOfAProject_BecomesANamespace_AndItsModelsAreWatched()
    {
        var project = Create("my-model");
        var model = Path.Combine(project, "digits.bmlp");
        File.WriteAllText(model, File.ReadAllText(model).Replace("namespace Examples.Digits", "", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(project, "Program.cs"), "System.Console.WriteLine(typeof(my_model.Digits).FullName);");

        Dotnet(project, "build -c Release --nologo -v q");
        Assert.Equal("my_model.Digits", Dotnet(project, "bin/Release/net10.0/my-model.dll").Trim());
        Assert.Contains("digits.bmlp", Dotnet(project, "msbuild -nologo -getItem:Watch"), StringComparison.Ordinal);
    }

    /// <summary>A class from spectra: made before the compile, made anew only where something has changed, and a mistake is one error at the item.</summary>
    [Fact]
    public void Artefact_IsMadeBeforeTheCompile_AndItsMistakesStandAtTheItem()
    {
        var project = Create("Consumer");
        var file = Path.Combine(project, "Consumer.csproj");
        File.WriteAllText(Path.Combine(project, "Program.cs"), """
            using var device = Bilinear.Devices.Device.Open(Bilinear.Devices.DeviceKind.Cpu);
            using var model = new Examples.Digits.Digits(device);
            var (train, test) = Bilinear.Data.DataSet.Digits();
            model.Decompose(train).Save("digits.spectra.safetensors");
            """);
        Dotnet(project, "build -c Release --nologo -v q");
        Dotnet(project, "bin/Release/net10.0/Consumer.dll");
        File.WriteAllText(Path.Combine(project, "Program.cs"), "System.Console.WriteLine($\"{Consumer.DigitReader.Classify(new float[64])} {Readers.Whole.Kept} {Consumer.DigitReader.Kept}\");");
        var text = File.ReadAllText(file).Replace("</Project>", """
              <ItemGroup>
                <BilinearArtefact Include="digits.spectra.safetensors" Keep="3" Name="DigitReader" />
                <BilinearArtefact Include="digits.spectra.safetensors" Name="Whole" Namespace="Readers" />
              </ItemGroup>
            </Project>
            """, StringComparison.Ordinal);
        File.WriteAllText(file, text);

        Dotnet(project, "build --no-restore -c Release --nologo -v q");
        Assert.Equal("0 8 3", Dotnet(project, "bin/Release/net10.0/Consumer.dll").Trim());
        var made = File.GetLastWriteTimeUtc(Path.Combine(project, "obj/Release/net10.0/artefacts/DigitReader.cs"));
        Dotnet(project, "build --no-restore -c Release --nologo -v q");
        Assert.Equal(made, File.GetLastWriteTimeUtc(Path.Combine(project, "obj/Release/net10.0/artefacts/DigitReader.cs")));
        Dotnet(project, "clean -c Release --nologo -v q");
        Assert.False(File.Exists(Path.Combine(project, "obj/Release/net10.0/artefacts/DigitReader.cs")));

        var line = text.Split('\n').Index().First(line => line.Item.Contains("Keep=\"3\"", StringComparison.Ordinal)).Index + 1;
        foreach (var (before, after, sentence) in new[]
        {
            ("Keep=\"3\"", "Keep=\"9\"", "it has 8 eigenvectors of each output, of which 1 to 8 can be kept, and not 9."),
            ("Keep=\"3\"", "Keep=\"0\"", "Keep=\"0\" is no number of eigenvectors"),
            ("Keep=\"3\" Name=\"DigitReader\"", "Keep=\"3\" Name=\"class\"", "Name=\"class\" is a word of C# itself"),
            ("Keep=\"3\" Name=\"DigitReader\"", "Keep=\"3\"", "the item needs a Name"),
            ("\"digits.spectra.safetensors\" Keep=\"3\"", "\"none.safetensors\" Keep=\"3\"", "there is no file"),
            ("Keep=\"3\"", "Keap=\"3\"", "the item has Keap, which nothing reads: it takes Include, Name, Namespace, Keep, Rule and Port."),
            ("Keep=\"3\"", "Keep=\"3\" Rule=\"ends\"", "leave the rule out, or decompose with more of them"),
        })
        {
            File.WriteAllText(file, text.Replace(before, after, StringComparison.Ordinal));
            var error = Assert.Single(Errors(Dotnet(project, "build --no-restore -c Release --nologo -v q", succeeds: false)));
            Assert.Contains($"Consumer.csproj({line},6) : error BMLP0010: ", error, StringComparison.Ordinal);
            Assert.Contains(sentence, error, StringComparison.Ordinal);
        }

        // What a shell would run or take for its own is a name like any other, and the list changes with a property and with an older file.
        var odd = "a`touch run`$HOME;b.safetensors";
        File.Copy(Path.Combine(project, "digits.spectra.safetensors"), Path.Combine(project, odd));
        File.WriteAllText(Path.Combine(project, "Program.cs"), "System.Console.WriteLine(Consumer.DigitReader.Kept);");
        File.WriteAllText(file, text.Replace("Include=\"digits.spectra.safetensors\" Keep=\"3\"", "Include=\"a*.safetensors\" Keep=\"$(Count)\"", StringComparison.Ordinal));
        foreach (var count in new[] { "2", "5" })
        {
            Dotnet(project, $"build --no-restore -c Release --nologo -v q -p:Count={count}");
            Assert.Equal(count, Dotnet(project, "bin/Release/net10.0/Consumer.dll").Trim());
        }

        Assert.False(File.Exists(Path.Combine(project, "run")));
        File.WriteAllText(Path.Combine(project, odd), "no spectra");
        File.SetLastWriteTimeUtc(Path.Combine(project, odd), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Contains("error BMLP0010", Assert.Single(Errors(Dotnet(project, "build --no-restore -c Release --nologo -v q -p:Count=5", succeeds: false))), StringComparison.Ordinal);
        File.Delete(Path.Combine(project, odd));

        // One name in two namespaces is two classes, and twice in one is a mistake.
        File.WriteAllText(Path.Combine(project, "Program.cs"), "System.Console.WriteLine($\"{Consumer.DigitReader.Kept} {Readers.DigitReader.Kept}\");");
        File.WriteAllText(file, text.Replace("Name=\"Whole\"", "Name=\"DigitReader\"", StringComparison.Ordinal));
        Dotnet(project, "build --no-restore -c Release --nologo -v q");
        Assert.Equal("3 8", Dotnet(project, "bin/Release/net10.0/Consumer.dll").Trim());
        File.WriteAllText(file, text.Replace("Name=\"Whole\" Namespace=\"Readers\"", "Name=\"DigitReader\"", StringComparison.Ordinal));
        Assert.Contains("error BMLP0010: two items BilinearArtefact have one Name", Assert.Single(Errors(Dotnet(project, "build --no-restore -c Release --nologo -v q", succeeds: false))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void OlderFramework_IsOneError(string framework)
    {
        var project = Create("Consumer", framework);

        var output = Dotnet(project, "build -c Release --nologo -v q", succeeds: false);

        var error = Assert.Single(Errors(output));
        Assert.Contains($"error BMLP0008: Bilinear needs net10.0 or later, and this project is for {framework}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11", true)]
    [InlineData("7.3", true)]
    [InlineData("ISO-2", true)]
    [InlineData("12.0", false)]
    [InlineData("latest", false)]
    public void OlderCSharp_IsOneError(string version, bool isTooOld)
    {
        var project = Create("Consumer");
        File.WriteAllText(Path.Combine(project, "Program.cs"), "class Program { static void Main() { } }");

        var output = Dotnet(project, $"build -c Release --nologo -v q -p:LangVersion={version} -p:Nullable=disable -p:ImplicitUsings=disable", succeeds: !isTooOld);

        if (isTooOld)
            Assert.Contains($"error BMLP0009: Models become code in C# 12, and this project is written in C# {version}", Assert.Single(Errors(output)), StringComparison.Ordinal);
    }

    /// <summary>Between the project and the compiler stands a file in which both marks begin comments.</summary>
    [Theory]
    [InlineData("a;b")]
    [InlineData("a#b")]
    public void NamespaceWithAMarkOfComments_IsOneError(string name)
    {
        var project = Create("Consumer");
        File.WriteAllText(Path.Combine(project, "Program.cs"), "class Program { static void Main() { } }");
        var file = Path.Combine(project, "Consumer.csproj");
        File.WriteAllText(file, File.ReadAllText(file).Replace("<ItemGroup>", $"<ItemGroup><Bmlp Update=\"digits.bmlp\" Namespace=\"{name}\" />", StringComparison.Ordinal));

        var error = Assert.Single(Errors(Dotnet(project, "build -c Release --nologo -v q", succeeds: false)));

        Assert.Contains("digits.bmlp", error, StringComparison.Ordinal);
        Assert.Contains($"error BMLP0004: the project gives this file the namespace '{name}', which is none of C#'s", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // Each stands where it is found and once more in the sum.
    private static IEnumerable<string> Errors(string output) => output.Split('\n').Distinct().Where(line => line.Contains("error", StringComparison.Ordinal));

    /// <summary>A project with the digits and nothing else, in a folder of its own.</summary>
    private string Create(string name, string framework = "net10.0")
    {
        var folder = Directory.CreateDirectory(_folder[name]).FullName;
        File.Copy(Repository.Program("digits"), Path.Combine(folder, "digits.bmlp"));
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), Project(framework));
        return folder;
    }

    private string Project(string framework) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>{framework}</TargetFramework>
            <OutputType>{(framework == "net10.0" ? "Exe" : "Library")}</OutputType>
            <LangVersion>12</LangVersion>
            <Nullable>enable</Nullable>
            <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
            <RestorePackagesPath>{package.Cache}</RestorePackagesPath>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Bilinear" Version="{package.Version}" />
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

    /// <summary>The package, packed once for all tests.</summary>
    public sealed class Package : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Package() => Dotnet(Repository.Root, $"pack Bilinear.Runtime -c {Configuration} --no-build --nologo -o \"{Feed}\" -p:Version={Version}");

        public string Feed => _folder["feed"];

        /// <summary>Where it is unpacked.</summary>
        public string Cache => _folder["packages"];

        // NuGet never reads a version again that it has: each run packs one of its own.
        public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

        public void Dispose() => _folder.Dispose();
    }
}
