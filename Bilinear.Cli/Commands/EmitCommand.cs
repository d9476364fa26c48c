using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Dsl;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Bound.Printing;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Syntax.Printing;
using Bilinear.Generators.Emit;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Cli.Commands;

/// <summary>Prints what a file becomes on its way to a program. All models of the file, or the one that is asked for.</summary>
internal sealed class EmitCommand : ToolCommand
{
    private const string Syntax = "syntax";
    private const string Bound = "bound";
    private const string Code = "cs";

    private static readonly string[] Stages = [Syntax, Bound, "ir", "grad", "fused", "schedule", Code];

    private readonly ModelOptions _model = new();
    private readonly Option<string> _stage = new("--stage") { Description = "How far: tree, names and shapes, graph, gradient graph, fused graph, kernel calls, or C#.", HelpName = string.Join('|', Stages), Required = true };

    public EmitCommand()
        : base("emit", "Print a .bmlp file as a stage of the compiler sees it.", "bmlp emit digits.bmlp --stage schedule", "bmlp emit mnist.bmlp --stage cs --model Mnist --set hidden=512")
    {
        _model.AddTo(this);
        _stage.AcceptOnly("stage", Stages);
        Add(_stage);
        SetAction(parseResult => Run(parseResult));
    }

    private int Run(ParseResult parseResult)
    {
        var (request, stage) = (_model.Read(parseResult), parseResult.GetValue(_stage)!);
        Console.Out.Write(stage == Syntax ? Tree(request.File) : Print(request, stage));
        return ExitCode.Success;
    }

    /// <summary>The tree is of the file, and is there whatever else is wrong with it.</summary>
    private static string Tree(string path)
    {
        var source = SourceFile.Read(path);
        var diagnostics = new DiagnosticBag();
        var tree = BmlpParser.Parse(source, diagnostics);
        return diagnostics.Count == 0 ? SyntaxPrinter.Print(tree) : throw new InputException(SourceFile.Mistakes(source, diagnostics.InOrder()));
    }

    private static string Print(ModelRequest request, string stage)
    {
        var compilation = ChosenModel.OrAll(request);
        var mistakes = SourceFile.MistakesOf(compilation);
        if (mistakes.Count > 0)
            throw new InputException(mistakes);
        return stage switch
        {
            Bound => BoundPrinter.Print(new BoundFile(compilation.Bound.Namespace, [.. compilation.Models.Select(model => model.Bound)])),
            Code => string.Join('\n', compilation.Models.SelectMany(model => Files(model, compilation))),
            _ => string.Join('\n', compilation.Models.Select(model => model.Print(Enum.Parse<Stage>(stage, ignoreCase: true)))),
        };
    }

    private static IEnumerable<string> Files(ModelCompilation model, BmlpCompilation file) =>
        ModelEmitter.Emit(new ModelFacts(model, Path.GetFileName(file.Source.Path), file.Bound.Namespace))
            .Select(part => $"// ---- {HintNames.Of(part.Model, part.Part)} ----\n{part.Code}");
}
