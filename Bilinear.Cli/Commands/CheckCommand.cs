using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands;

/// <summary>Reads files as far as a compiler can without writing C#: their mistakes, or their models.</summary>
internal sealed class CheckCommand : ToolCommand
{
    private readonly FileList _files = new();
    private readonly ModelOptions _model = new();

    public CheckCommand()
        : base("check", "Check .bmlp files: every mistake with its place, or each model with its shapes and parameters.", "bmlp check digits.bmlp", "bmlp check models/*.bmlp")
    {
        _files.AddTo(this);
        _model.AddChoiceTo(this);
        SetAction(line => Run(line));
    }

    private int Run(ParseResult line)
    {
        _files.ForEach(line, path => Check(_model.Read(line, path)));
        return ExitCode.Success;
    }

    private static void Check(ModelRequest request)
    {
        var compilation = ChosenModel.OrAll(request);
        var mistakes = SourceFile.MistakesOf(compilation);
        if (mistakes.Count > 0)
            throw new InputException(mistakes);
        if (compilation.Models.Count == 0)
        {
            Console.Out.WriteLine($"{request.File}: {ModelList.WhyNone(compilation.Syntax)}");
            return;
        }

        foreach (var summary in ModelSummary.Of([.. compilation.Models.Select(model => model.Bound)]))
            Console.Out.WriteLine($"{request.File}: {summary}");
    }
}
