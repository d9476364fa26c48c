using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Data.Text;
using Bilinear.Serialization;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Importing;

/// <summary>A LLaMA that another program wrote: a Hugging Face folder, or a file of llama2.c.</summary>
/// <param name="From">The file or folder that the checkpoint was opened from.</param>
/// <param name="Origin">What it was, for people.</param>
internal sealed record Checkpoint(string From, LlamaShape Shape, TensorFile Weights, LlamaTensors Tensors, bool IsInterleaved, string Origin) : IDisposable
{
    private const string Config = "config.json";
    private const string Single = "model.safetensors";
    private const string Index = "model.safetensors.index.json";
    private const string Ending = ".safetensors";

    /// <summary>What is read of it, as far as it is there, and what else of its folder may not be replaced.</summary>
    public static IEnumerable<string> FilesOf(string path) => FilePlace.KindOf(path) != FileKind.Folder ? [path]
        : Directory.EnumerateFiles(path).Where(file => file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="InputException">It is none, is damaged, or has another architecture.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Checkpoint Open(string path) => FilePlace.KindOf(path) == FileKind.Folder ? OpenFolder(path)
        : path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) || Path.GetFileName(path) is Config or Index
            ? throw new InputException($"{path} is a part of a Hugging Face folder: give the folder, which has {Config} too.")
        : OpenFile(path);

    /// <summary>The program of a checkpoint, for which the configuration of a folder is enough.</summary>
    /// <inheritdoc cref="Open"/>
    public static string ProgramOf(string path)
    {
        if (FilePlace.KindOf(path) == FileKind.Folder)
            return LlamaProgram.Of(ReadConfig(path), OriginOf(path));
        using var checkpoint = Open(path);
        return LlamaProgram.Of(checkpoint.Shape, checkpoint.Origin);
    }

    /// <summary>The tokenizer that stands beside it; null where none does. llama2.c calls that of a vocabulary of its own <c>tok512.bin</c>.</summary>
    public string? Tokenizer => new[] { "tokenizer.json", $"tok{Shape.Vocabulary}.bin", "tokenizer.bin" }.Select(name => Path.Combine(FolderOf(From), name)).FirstOrDefault(File.Exists);

    public void Dispose() => Weights.Dispose();

    private static Checkpoint OpenFolder(string folder) => Of(folder, ReadConfig(folder), OpenTensors(folder), isInterleaved: false, OriginOf(folder));

    private static LlamaShape ReadConfig(string folder)
    {
        var config = Path.Combine(folder, Config);
        if (!File.Exists(config))
            throw new InputException($"{folder} has no {Config}, which says what its weights are: give a Hugging Face folder, with {Config} and {Single} or {Index}, or a .bin file of llama2.c.");
        return LlamaConfig.Read(config);
    }

    private static string OriginOf(string folder) => $"Imported from the Hugging Face folder {Name(folder)}.";

    private static TensorFile OpenTensors(string folder)
    {
        string[] there = [.. new[] { Single, Index }.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        return there switch
        {
            [] => throw new InputException($"{folder} has neither {Single} nor {Index}: save the model as .safetensors, as model.save_pretrained(…, safe_serialization=True) does, or leave out --out to have the program alone."),
            [var one] => one.EndsWith(Ending, StringComparison.Ordinal) ? SafeTensorsFile.Open(one) : new ShardedFile(one),
            _ => throw new InputException($"{folder} has {Single} and {Index}, and only one of them can be the model: move the other away."),
        };
    }

    private static Checkpoint OpenFile(string path)
    {
        var file = LlamaFile.Open(path);
        return Of(path, file.Shape, file, isInterleaved: true, $"Imported from {Name(path)}, a model of llama2.c.");
    }

    private static Checkpoint Of(string path, LlamaShape shape, TensorFile file, bool isInterleaved, string origin)
    {
        try
        {
            return new Checkpoint(path, shape, file, LlamaTensors.In(file, shape), isInterleaved, origin);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string Name(string path) => ForeignText.Shorten(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))));

    private static string FolderOf(string path) => FilePlace.KindOf(path) == FileKind.Folder ? path : Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
}
