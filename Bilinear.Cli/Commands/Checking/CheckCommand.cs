using System.CommandLine;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands.Checking;

/// <summary>Reads files as far as a compiler can without writing C#: their mistakes, or their models.</summary>
internal sealed class CheckCommand : ToolCommand
{
    private readonly FileList _files = new(isRequired: false);
    private readonly ModelOptions _model = new();
    private readonly JsonOption _json = new();
    private readonly ExplainOption _explain = new();

    public CheckCommand()
        : base("check", "Check .bmlp files: every mistake with its place, or each model with its shapes and parameters.", "bmlp check digits.bmlp", "bmlp check models/*.bmlp", "bmlp check --explain BMLP2002")
    {
        _files.AddTo(this);
        _model.AddChoiceTo(this);
        Add(_json);
        Add(_explain);
        Validators.Add(result =>
        {
            var isPage = result.GetResult(_explain) is not null;
            if (!isPage && !_files.HasAny(result))
                result.Say($"{this.Called()} needs FILE.");
            if (isPage && (_files.HasAny(result) || result.GetResult(_json) is { Implicit: false }))
                result.Say($"{_explain.Name} prints a page, and checks nothing: give it by itself.");
        });
        SetAction(parseResult => _explain.Read(parseResult) is { } id ? Explain(id) : Run(parseResult));
    }

    private static int Explain(string id)
    {
        foreach (var line in DiagnosticPage.Lines(id))
            Console.Out.WriteLine(line);
        return ExitCode.Success;
    }

    private int Run(ParseResult parseResult)
    {
        var isJson = parseResult.GetValue(_json);
        var files = new List<CheckedFile>();
        foreach (var path in _files.Of(parseResult))
        {
            files.Add(CheckedFile.Of(_model.Read(parseResult, path)));
            if (!isJson)
                Write(files[^1]);
        }

        List<Mistake> mistakes = [.. files.SelectMany(file => file.Mistakes)];
        if (isJson)
            CheckJson.Write(files);
        else if (mistakes.Count > 0)
            throw new InputException(mistakes);
        return mistakes.Count > 0 ? ExitCode.WrongInput : ExitCode.Success;
    }

    private static void Write(CheckedFile file)
    {
        if (file.WhyNone is { } reason)
            Console.Out.WriteLine($"{file.Path}: {reason}");
        foreach (var summary in file.Models.Count == 0 ? [] : ModelSummary.Of(file.Models))
            Console.Out.WriteLine($"{file.Path}: {summary}");
    }
}
