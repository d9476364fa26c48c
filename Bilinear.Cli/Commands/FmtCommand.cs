using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Formatting;
using Bilinear.Serialization.Files;

namespace Bilinear.Cli.Commands;

/// <summary>Lays files out, and names those that it changes.</summary>
internal sealed class FmtCommand : ToolCommand
{
    private readonly FileList _files = new();
    private readonly Option<bool> _check = new("--check") { Description = "Change nothing; exit with 1 if a file would change." };

    public FmtCommand()
        : base("fmt", "Lay .bmlp files out, with their comments; prints the names of those that change.", "bmlp fmt digits.bmlp", "bmlp fmt --check models/*.bmlp")
    {
        _files.AddTo(this);
        Add(_check);
        SetAction(parseResult => Run(parseResult));
    }

    private int Run(ParseResult parseResult)
    {
        var isCheck = parseResult.GetValue(_check);
        var wouldChange = false;
        _files.ForEach(parseResult, path =>
        {
            if (Change(path) is not { } formatted)
                return;
            Console.Out.WriteLine(path);
            wouldChange = true;
            if (!isCheck)
                Write(path, formatted);
        });
        return isCheck && wouldChange ? ExitCode.WrongInput : ExitCode.Success;
    }

    /// <summary>The file's text in its layout; null where it has that already.</summary>
    private static string? Change(string path)
    {
        var source = SourceFile.Read(path);
        var diagnostics = new DiagnosticBag();
        if (Formatter.Format(source, diagnostics) is not { } formatted)
            throw new InputException(SourceFile.Mistakes(source, diagnostics.InOrder()));
        return formatted == source.Text ? null : formatted;
    }

    private static void Write(string path, string text)
    {
        if (FilePlace.Of(path).Kind == FileKind.Stream)
            throw new InputException($"{path} is a device or a pipe, and a file is laid out where it lies: with --check it can be looked at.");
        AtomicFile.Write(path, stream => stream.Write(SourceFile.Encoding.GetBytes(text)));
    }
}
