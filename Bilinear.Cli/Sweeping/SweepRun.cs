using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Data;
using Bilinear.Training;

namespace Bilinear.Cli.Sweeping;

/// <summary>One training of a sweep: a model at its settings, with a seed, in a folder of its own.</summary>
/// <param name="Settings">What <c>--set</c> says of it, as written.</param>
/// <param name="Folder">Named after settings and seed, so that a sweep that is extended finds what it has.</param>
internal sealed record SweepRun(IReadOnlyList<KeyValuePair<string, string>> Settings, ModelDescription Model, TrainOptions Options, string Folder)
{
    /// <summary>The model that its weights are of: itself, or what training makes of it by annealing its gates or folding its norms.</summary>
    public ModelDescription Written { get; init; } = Model;

    public string Weights => Path.Combine(Folder, "weights.safetensors");

    /// <summary>The program of the weights, where training makes another of the model.</summary>
    public string Program => Path.Combine(Folder, "program.bmlp");

    public string Spectra => Path.Combine(Folder, "spectra.safetensors");

    public string Log => Path.Combine(Folder, "log.csv");

    public string Record => Path.Combine(Folder, "run.json");

    /// <summary><c>hidden=100 seed=3</c></summary>
    public string Name => string.Join(' ', Settings.Select(setting => $"{setting.Key}={setting.Value}").Append($"seed={Options.Seed}"));

    public static SweepRun Of(IReadOnlyList<KeyValuePair<string, string>> settings, ModelDescription model, TrainOptions options, string root)
    {
        var run = new SweepRun(settings, model, options, root);
        var folder = Path.Combine(root, string.Concat(run.Name.Replace(' ', ',').Select(character => char.IsLetterOrDigit(character) || "=,.-_+()".Contains(character, StringComparison.Ordinal) ? character : '_')));
        return run with { Folder = folder, Options = options with { SaveTo = Path.Combine(folder, "weights.safetensors") } };
    }

    /// <summary>Everything that its result depends on, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Key(DataSet train, DataSet test) =>
    [
        new("model", Model.Name),
        .. Model.Arguments.Select(argument => KeyValuePair.Create($"argument {argument.Key}", argument.Value)),
        new("program", Hash(Model.CanonicalText)),
        new("data", train.Name),
        new("data_checksum", train.Checksum),
        new("test_data", test.Name),
        new("test_checksum", test.Checksum),
        new("seed", Text(Options.Seed)),
        new("batch", Text(Options.Batch)),
        new(Options.Steps is null ? "epochs" : "steps", Text(Options.Steps ?? Options.Epochs!.Value)),
        new("optimizer", Options.Optimizer.ToString()),
        new("schedule", Options.Schedule.ToString()),
        new("validation", Text(Options.Validation)),
        new("patience", Text(Options.Patience)),
    ];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
