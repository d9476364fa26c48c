using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Files;
using Bilinear.Cli.Importing;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Dsl;
using Bilinear.Dsl.Text;
using Bilinear.Serialization;
using Bilinear.Serialization.Files;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Texts;

/// <summary>Takes over a language model that another program wrote: its program, and its weights under our names.</summary>
internal sealed class ImportCommand : ToolCommand
{
    private readonly Argument<string> _from = new("MODEL") { Description = "A Hugging Face folder with config.json and model.safetensors, in one file or several, of LLaMA's architecture; or a .bin file of llama2.c." };
    private readonly Option<string?> _out = new("--out") { Description = "The .safetensors file for the weights, in float; without it the program alone is written, for which config.json is enough.", HelpName = "FILE" };
    private readonly ProgramOption _program = new() { Description = "The .bmlp file for the program.", Required = true };

    public ImportCommand()
        : base("import", "Take over a language model that is there: writes its weights, and the program that they are of, which runs and trains like any other.",
            "bmlp import tinystories-656k --out tiny.safetensors --program tiny.bmlp",
            "bmlp import stories15M.bin --out stories.safetensors --program stories.bmlp",
            "bmlp import TinyLlama --program tinyllama.bmlp")
    {
        Add(_from);
        Add(_out);
        Add(_program);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
    [
        .. Checkpoint.FilesOf(parseResult.GetValue(_from)!).Select(file => CommandFile.Input(_from.Name, file)),
        .. parseResult.GetValue(_out) is { } weights ? [CommandFile.Tensors(_out.Name, weights)] : Array.Empty<CommandFile>(), CommandFile.Program(_program.Name, parseResult.GetValue(_program)!),
    ];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var program = parseResult.GetValue(_program)!;
        if (parseResult.GetValue(_out) is not { } weights)
            return WriteProgram(program, Checkpoint.ProgramOf(parseResult.GetValue(_from)!), status);
        using var checkpoint = Checkpoint.Open(parseResult.GetValue(_from)!);
        var text = LlamaProgram.Of(checkpoint.Shape, checkpoint.Origin);
        var model = CompiledModel.Load(new ModelRequest(program, Model: null, Arguments: []) { Text = text }, status);
        status.While($"writing {weights}", () => AtomicFile.Write([(weights, Content(checkpoint, model)), (program, stream => stream.Write(SourceFile.Marked(text)))]));
        Written.Say(status, weights, program);

        var tokenizer = checkpoint.Tokenizer is { } there ? ShellWord.Of(there) : "FILE";
        Console.Out.WriteLine("Next:");
        Console.Out.WriteLine($"  bmlp generate {ShellWord.Of(program)} --weights {ShellWord.Of(weights)} --tokenizer {tokenizer} --prompt 'Once upon a time'");
        return ExitCode.Success;
    }

    private static int WriteProgram(string program, string text, StatusLine status)
    {
        if (SourceFile.MistakesOf(new BmlpCompilation(new SourceText(program, text))) is { Count: > 0 } mistakes)
            throw new InputException(mistakes);
        AtomicFile.Write(program, stream => stream.Write(SourceFile.Marked(text)));
        Written.Say(status, program);
        Console.Out.WriteLine("Next:");
        Console.Out.WriteLine($"  bmlp check {ShellWord.Of(program)}");
        return ExitCode.Success;
    }

    // One parameter at a time is in memory.
    private static Action<Stream> Content(Checkpoint checkpoint, ModelDescription model) => SafeTensorsWriter.Prepare(
        ModelMetadata.Write(model, provenance: null),
        [.. model.Parameters.Select(parameter => new TensorContent(parameter.Name, ElementType.F32, [.. parameter.Shape], stream =>
            TensorContent.Of(new NamedTensor(parameter.Name, parameter.Shape, checkpoint.Tensors[parameter.Name].Read(checkpoint.Weights, checkpoint.IsInterleaved))).Write(stream)))]);
}
