using Bilinear.Testing;

[assembly: AssemblyFixture(typeof(Bilinear.Cli.Tests.TrainedDigits))]

namespace Bilinear.Cli.Tests;

/// <summary>
/// The model of digits, compiled and trained once for all tests: both take longer than most commands. Who needs them gets copies,
/// so that no test sees what another does to its files.
/// </summary>
public sealed class TrainedDigits : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _weights;

    public TrainedDigits() => _weights = new(() =>
    {
        var result = Bmlp.Run(["train", Repository.Program("digits"), "--data", "digits", "--epochs", "10", "--out", _folder["digits.safetensors"]], [("XDG_CACHE_HOME", _folder["cache"])]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return _folder["digits.safetensors"];
    });

    /// <summary>Its weights, trained for ten epochs.</summary>
    public void CopyWeights(string path) => File.Copy(_weights.Value, path);

    /// <summary>The compiled model, to where a tool whose cache is this folder looks for it.</summary>
    public void CopyModel(string cache)
    {
        _ = _weights.Value;
        var models = Directory.CreateDirectory(Path.Combine(cache, "bilinear", "models")).FullName;
        foreach (var model in Directory.GetFiles(_folder["cache/bilinear/models"]))
            File.Copy(model, Path.Combine(models, Path.GetFileName(model)));
    }

    public void Dispose() => _folder.Dispose();
}
