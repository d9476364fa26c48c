using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Texts;

/// <summary>What the tests of a class share: a folder with the files of <see cref="TrainedTexts"/>, in which they work.</summary>
public sealed class TextBench : IDisposable
{
    public const int Vocabulary = TrainedTexts.Vocabulary;
    public const int Context = TrainedTexts.Context;

    private readonly TemporaryFolder _folder = new();

    public TextBench(TrainedTexts texts) => Trained = texts.CopyTo(_folder.Path);

    /// <summary>What the training of <see cref="Weights"/> wrote.</summary>
    internal BmlpResult Trained { get; }

    public string Folder => _folder.Path;

    public string Weights => this["tiny.safetensors"];

    public string Tokenizer => this["data/tokenizer.json"];

    /// <summary>A file in a folder of its own.</summary>
    public string this[string name] => _folder[name];

    internal BmlpResult Run(params string[] arguments) => Bmlp.Run(arguments, Environment);

    internal BmlpResult Train(string weights, params string[] arguments) => Run(["train", this["tiny.bmlp"], "--out", weights, .. arguments]);

    /// <summary>Runs a command on the trained model.</summary>
    internal BmlpResult RunTrained(string command, params string[] arguments) => Run([.. command.Split(' '), this["tiny.bmlp"], "--weights", Weights, .. arguments]);

    internal (string, string?)[] Environment => [("XDG_CACHE_HOME", _folder["cache"]), ("BILINEAR_DATA", null)];

    public void Dispose() => _folder.Dispose();
}
