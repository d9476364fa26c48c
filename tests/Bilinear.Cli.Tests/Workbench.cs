using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>What the tests of a class share: a cache of the tool's own, in which the model of digits is, a folder, and trained weights.</summary>
public sealed class Workbench : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _digits;

    public Workbench(TrainedDigits digits)
    {
        digits.CopyModel(_folder["cache"]);
        _digits = new(() =>
        {
            digits.CopyWeights(this["digits.safetensors"]);
            return this["digits.safetensors"];
        });
    }

    public static string Digits => Repository.Program("digits");

    public static string Mnist => Repository.Program("mnist");

    public string Path => _folder.Path;

    /// <summary>Weights of <see cref="Digits"/>, trained for ten epochs.</summary>
    public string DigitsWeights => _digits.Value;

    /// <summary>A file in a folder of the class's own.</summary>
    public string this[string name] => _folder[name];

    internal BmlpResult Run(params string[] arguments) => Bmlp.Run(arguments, Environment());

    internal (string Name, string? Value)[] Environment(params (string Name, string? Value)[] more) =>
        [("XDG_CACHE_HOME", _folder["cache"]), ("BILINEAR_DATA", null), .. more];

    public void Dispose() => _folder.Dispose();
}
