using System.Diagnostics;
using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Documentation;

/// <summary>
/// Somebody who follows a page word for word in an empty folder, with bash. A block of any language that names a file
/// (<c>```bmlp digits.bmlp</c>) is written to it; <c>sh</c> is run; in <c>console</c> each line after <c>$</c> is run, and has to
/// show the lines below it, where … stands for anything.
/// </summary>
internal sealed class Reader : IDisposable
{
    private const string Script = """
        arguments=("$@")
        case "$*" in "pack "*|"run -c Release --project "*) arguments=("$1" --no-build "${@:2}"); arguments=("${arguments[@]/#Release/CONFIGURATION}") ;; esac
        exec 'DOTNET' "${arguments[@]}"
        """;

    private readonly TemporaryFolder _folder = new();
    private string _at;

    /// <param name="digits">Whose model is compiled already, as most pages are about it.</param>
    public Reader(TrainedDigits digits)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash to run the commands of the documentation.");
        _at = Directory.CreateDirectory(_folder["work"]).FullName;
        Directory.CreateDirectory(_folder["bin"]);
        Tool("bmlp", $"exec dotnet '{Bmlp.Tool}' \"$@\"");

        // In a clone, what has been built is run and packed as it is: other tests are using it.
        Tool("dotnet", Script.Replace("CONFIGURATION", Bmlp.Configuration, StringComparison.Ordinal).Replace("DOTNET", Dotnet, StringComparison.Ordinal));
        CopyFeeds();
        digits.CopyModel(_folder["cache"]);

        // The one with numpy need not be the first in the PATH.
        if (Python.WithNumpy is { } python and not "python3")
            Tool("python3", $"exec {python} \"$@\"");
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);

    /// <summary>A file in the folder where the reader is.</summary>
    public string this[string file] => Path.Combine(_at, file);

    public void Follow(Page page, Block block)
    {
        if (block.Marks.Contains("clone"))
            BecomeClone();
        if (block.Language == "sh")
        {
            var (code, output) = Run(block.Text);
            Assert.True(code == 0, $"{page.Name}, line {block.Line}: these commands end with {code}:\n{block.Text}\n{output}");
        }
        else if (block.Language == "console")
        {
            foreach (Match step in Regex.Matches(block.Text, @"^\$ (?<command>.*)\n(?<shown>(?:(?!\$ ).*\n)*)", RegexOptions.Multiline))
                Compare(page, block, step.Groups["command"].Value, step.Groups["shown"].Value);
        }
        else if (block.Marks is [var file, ..] && file.Contains('.'))
        {
            File.WriteAllText(this[file], block.Text);
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The folder gets what a clone of the repository holds.</summary>
    private void BecomeClone()
    {
        foreach (var entry in Directory.GetFileSystemEntries(Repository.Root).Where(entry => !Path.Exists(this[Path.GetFileName(entry)])))
            File.CreateSymbolicLink(this[Path.GetFileName(entry)], entry);
    }

    private void Compare(Page page, Block block, string command, string shown)
    {
        var output = Run(command).Output;
        var pattern = Regex.Escape(shown.TrimEnd()).Replace("…", ".*?", StringComparison.Ordinal);
        Assert.True(
            Regex.IsMatch(output.TrimEnd(), $"^{pattern}$", RegexOptions.Singleline),
            $"{page.Name}, line {block.Line}: `{command}` shows\n{output}\nand the page says\n{shown}");
    }

    /// <summary>Standard output and error as a terminal would show them in the end. The folder that the commands end in is where the next begin.</summary>
    private (int Code, string Output) Run(string commands)
    {
        var end = _folder["end"];
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"set -euo pipefail; trap 'pwd > {end}' EXIT; exec 2>&1\n{commands}"]) { WorkingDirectory = _at, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_folder[".dotnet/tools"]}:{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["XDG_CACHE_HOME"] = _folder["cache"];

        // A version is packed again and again: NuGet must not find the one of yesterday in the user's folders, nor leave this one there.
        start.Environment["DOTNET_CLI_HOME"] = _folder.Path;
        start.Environment["NUGET_PACKAGES"] = _folder["packages"];
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _at = File.ReadAllText(end).TrimEnd('\n');
        return (process.ExitCode, Bmlp.WithoutProgress(output));
    }

    /// <summary>Where the user's packages come from, they come from here too.</summary>
    private void CopyFeeds()
    {
        var own = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet", "NuGet.Config");
        Directory.CreateDirectory(_folder[".nuget/NuGet"]);
        if (File.Exists(own))
            File.Copy(own, _folder[".nuget/NuGet/NuGet.Config"]);
    }

    private void Tool(string name, string script)
    {
        File.WriteAllText(_folder["bin/" + name], $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder["bin/" + name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
