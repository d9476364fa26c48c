using System.Diagnostics;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void RightFiles_ShowTheirModels()
    {
        var (digits, gates) = (Repository.Program("digits"), Repository.Program("gates"));

        var result = Bmlp.Run("check", digits, gates);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(
            $"""
            {digits}: Digits  image: f32[8, 8] -> digit: f32[10]  12,928 parameters
            {gates}: Gated(hidden: 128, gate: none)   image: f32[28, 28] -> digit: f32[10]  494,848 parameters
            {gates}: ReGlu(hidden: 128, gate: relu)   image: f32[28, 28] -> digit: f32[10]  494,848 parameters
            {gates}: SwiGlu(hidden: 128, gate: silu)  image: f32[28, 28] -> digit: f32[10]  494,848 parameters
            {gates}: GeGlu(hidden: 128, gate: gelu)   image: f32[28, 28] -> digit: f32[10]  494,848 parameters

            """, result.Output);
    }

    [Fact]
    public void WrongFiles_ShowEachMistakeInTheCompilersForm_AndTheOthersTheirModels()
    {
        var wrong = Write("wrong.bmlp", Digits.Replace("|> head", "|> haed", StringComparison.Ordinal).Replace("= linear(64)", "= linaer(64)", StringComparison.Ordinal));
        var named = Write("named.bmlp", Digits.Replace("Digits", "Spectra", StringComparison.Ordinal));
        var right = Write("right.bmlp", Digits);

        var result = Bmlp.Run("check", wrong, named, _folder["missing.bmlp"], right);

        Assert.Equal(1, result.ExitCode);
        var lines = result.Errors.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.StartsWith($"{wrong}(9,11): error BMLP2", lines[0], StringComparison.Ordinal);
        Assert.Equal($"{wrong}(13,47): error BMLP2002: There is no layer `haed`. Did you mean `head`?", lines[1]);
        Assert.StartsWith($"{named}(8,7): error BMLP0003: ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"error: {_folder["missing.bmlp"]} cannot be read: ", lines[3], StringComparison.Ordinal);
        Assert.StartsWith($"{right}: Digits  ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_PrintsThePageOfEveryDiagnostic()
    {
        var result = Bmlp.Run("check", "--explain", "bmlp1001");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith("BMLP1001: Something else was expected here\n\nThe text does not", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n    model.bmlp(2,26): error BMLP1001: ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith(" The grammar of every\nconstruct is in the language (docs/language.md).\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("```", result.Output, StringComparison.Ordinal);
        Assert.Equal(result.Output, Bmlp.Run("check", "--explain", "1001").Output);
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "BMLP*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(pages, Bmlp.Run("[suggest:20]", "check --explain BMLP").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatHasNoModelToShow_SaysWhy()
    {
        var empty = Write("empty.bmlp", "// nothing yet\n");
        var template = Write("template.bmlp", "model Net(n: dim)(x: f32[3]) -> y: f32[2] {\n  head = linear(2)\n  return x |> head\n}\n");

        Assert.Equal($"{empty}: there is no model in it\n{template}: Net needs a value for `n`, as in --set n=…\n", Bmlp.Run("check", empty, template).Output);
        Assert.Equal((1, $"error: --set n=abc: n is a number, such as --set n=512.\n"), (Bmlp.Run("check", template, "--set", "n=abc") is var wrong ? wrong.ExitCode : 0, wrong.Errors));
        Assert.Equal($"error: {_folder.Path} cannot be read: it is a folder. Name the files in it.\n", Bmlp.Run("check", _folder.Path).Errors);
    }

    [Theory]
    [InlineData("FILE none", "eval", "none", "--weights", "none", "--data", "digits")]
    [InlineData("--weights none", "eval", "right.bmlp", "--weights", "none", "--data", "digits")]
    [InlineData("--input none", "run", "right.bmlp", "--weights", "right.bmlp", "--input", "none", "--output", "y")]
    [InlineData("FILES none", "similarity", "none", "none")]
    public void AFileThatIsNotThere_IsCalledAsItWasGiven(string file, params string[] command)
    {
        Write("right.bmlp", Digits);
        var result = Bmlp.RunIn(_folder.Path, command, []);

        Assert.Equal((1, $"error: {file}: there is no such file.\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public void APathOfThousandsOfCharacters_IsShortened()
    {
        var path = new string('L', 4000);
        Assert.Equal($"error: {path[..300]}… cannot be read: its name is too long.\n", Bmlp.Run("check", path).Errors);
        Assert.Equal($"error: FILE {path[..300]}…: there is no such file.\n", Bmlp.Run("eval", path, "--weights", "w", "--data", "digits").Errors);
    }

    [Fact]
    public void AFileThatIsNoTextInUtf8_IsRefused()
    {
        var path = _folder["latin.bmlp"];
        File.WriteAllBytes(path, [.. "// gr"u8, 0xF6, .. "sse\n"u8]);

        var result = Bmlp.Run("check", path);

        Assert.Equal((1, "", $"error: {path} is no text in UTF-8, as a .bmlp file has to be.\n"), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public void OnATerminal_ALongLineIsShownAroundItsMistake_AndNothingOfItIsObeyed()
    {
        var before = string.Concat(Enumerable.Repeat("linear(3) + ", 5000));
        Write("long.bmlp", $"model M(x: f32[3]) -> y: f32[3] {{\n  h = {before}\u001B[31mhaed {new string('+', 90_000)}\n  return x\n}}\n");

        var (exitCode, shown) = Bmlp.RunOnTerminal($"check {_folder["long.bmlp"]}", [("TERM", "dumb")]);

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("\u001B[31mhaed", shown, StringComparison.Ordinal);
        Assert.Contains("…", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), line => Assert.InRange(line.Length, 0, 400));
    }

    [Fact]
    public void AFileOfMistakesOnly_ShowsTheFirst_AndHowManyMore()
    {
        var path = Write("wrong.bmlp", string.Concat(Enumerable.Repeat("$ # ", 100_000)));

        var lines = Bmlp.Run("check", path).Errors.TrimEnd().Split('\n');

        Assert.Equal(101, lines.Length);
        Assert.EndsWith("error BMLP5010: This file has 199,900 more mistakes; the first 100 that were found are shown: mend these, and look again.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfTenMegabytes_IsOneMistake()
    {
        var path = Write("big.bmlp", new string('(', 10_000_000));

        var result = Bmlp.Run("check", path);

        Assert.Equal((1, $"{path}(1,1): error BMLP5011: A file has at most 2000000 characters, and this one has more: nothing of it is read. Use `repeat` and blocks, or spread the models over several files.\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public void OnATerminal_AMistakeIsShownInItsLine()
    {
        var wrong = Write("wrong.bmlp", Digits.Replace("|> head", "|> haed", StringComparison.Ordinal));

        var (code, shown) = Bmlp.RunOnTerminal($"check {wrong}", []);

        Assert.Equal(1, code);
        Assert.Matches(@"\u001b\[[\d;]*merror\u001b\[0m BMLP2002: ", shown);
        Assert.Contains("  return image |> flatten |> embed |> body |> haed", shown, StringComparison.Ordinal);
        Assert.Matches(@" {46}\u001b\[[\d;]*m\^{4}\u001b\[0m\r\n", shown);
    }

    [Fact]
    public void ItWorksWhereNoRoslynIs()
    {
        // Start-up is what it takes longest for: so nothing may be loaded that it does not need.
        foreach (var file in Directory.GetFiles(Bmlp.Folder).Select(Path.GetFileName).Where(file => IsNeeded(file!)))
            File.Copy(Path.Combine(Bmlp.Folder, file!), _folder[file!]);
        var start = new ProcessStartInfo("dotnet", [_folder["bmlp.dll"], "check", Repository.Program("digits")]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;

        Assert.Contains("12,928 parameters", process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Digits => File.ReadAllText(Repository.Program("digits"));

    private static bool IsNeeded(string file) =>
        file is "bmlp.dll" or "bmlp.runtimeconfig.json" or "Sprache.dll" or "System.CommandLine.dll" || (file.StartsWith("Bilinear.", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal));

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
