using System.Globalization;
using System.Text;
using Bilinear.Cli.Output;
using Bilinear.Serialization.Files;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>
/// What became of each epoch, as CSV: a line an epoch, written when the epoch is over. A run that goes on from a checkpoint goes on
/// in its log too; epochs that it takes once more replace what was said of them.
/// </summary>
internal sealed class TrainingLog : IDisposable
{
    private const string FirstColumns = "epoch,step,";

    private readonly string _path;
    private readonly bool _goesOn;
    private readonly string _header;
    private readonly bool _hasBeta;
    private StreamWriter? _file;

    /// <exception cref="InputException">It is no file, or the log to go on with is none of this model's.</exception>
    public TrainingLog(string path, bool goesOn, ModelDescription model, bool hasValidation)
    {
        if (FilePlace.Of(path).Kind == FileKind.Stream)
            throw new InputException($"--log {path} is a device or a pipe, and a log is a file that a later run goes on with: name one.");
        (_path, _goesOn, _hasBeta) = (path, goesOn && File.Exists(path), model.Anneals);
        string[] measures = [.. model.Outputs.Count == 1 ? [""] : model.Outputs.Select(output => $".{output.Name}").Prepend("")];
        string[] parts = hasValidation ? ["validation", "test"] : ["test"];
        _header = FirstColumns + string.Join(',', ["loss", .. parts.SelectMany(part => measures.SelectMany(measure => new[] { $"{part}_loss{measure}", $"{part}_accuracy{measure}" })), "learning_rate", .. _hasBeta ? ["beta"] : Array.Empty<string>(), "samples_per_second", .. model.TakesTexts ? ["tokens_per_second"] : Array.Empty<string>()]);
        if (_goesOn && File.ReadLines(path).FirstOrDefault() is var first && first != _header)
            throw new InputException($"{path}, line 1: a log of this run begins with `{_header}`, and this file with {ForeignText.Quote(first ?? "")}: name the log of the run that is gone on with, or another file.");
    }

    /// <summary>Makes the file, if it is not made yet: whoever follows a run finds it once the run has begun, and one that is refused leaves the old log as it is.</summary>
    /// <param name="step">The step that has been done.</param>
    public void Begin(long step) => _file ??= Open(step);

    public void Write(EpochReport epoch)
    {
        Begin(epoch.Last.Step);
        var last = epoch.Last;
        string[] words = [Number(last.Epoch), Number(last.Step), Number(epoch.Loss), .. last.Validation is { } validation ? Measures(validation) : [], .. Measures(epoch.Test), Number(last.LearningRate), .. _hasBeta ? [Number(last.Sharpness)] : Array.Empty<string>(), Number(Math.Round(last.SamplesPerSecond)), .. last.TokensPerSecond > 0 ? [Number(Math.Round(last.TokensPerSecond))] : Array.Empty<string>()];
        _file!.WriteLine(string.Join(',', words));
        _file.Flush();    // whoever looks at a run that goes on, or was killed, sees every epoch
    }

    public void Dispose() => _file?.Dispose();

    private StreamWriter Open(long step)
    {
        string[] lines = [_header, .. _goesOn ? WholeLines().Skip(1).Where(line => StepOf(line) < step) : []];
        AtomicFile.Write(_path, stream =>
        {
            foreach (var line in lines)
                stream.Write(Encoding.UTF8.GetBytes(line + '\n'));
        });
        return new StreamWriter(_path, append: true) { NewLine = "\n" };
    }

    // Without the last, if a kill or a full disk has cut it off.
    private string[] WholeLines() => File.ReadAllText(_path).Split('\n')[..^1];

    private static long StepOf(string line) =>
        line.Split(',') is [_, var step, ..] && long.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    private static IEnumerable<string> Measures(Evaluation evaluation) =>
    [
        Number(evaluation.Loss), Number(evaluation.Accuracy),
        .. evaluation.Outputs.Count == 1 ? [] : evaluation.Outputs.SelectMany(output => new[] { Number(output.Loss), Number(output.Accuracy) }),
    ];

    // Under mean squared error there is no accuracy, and its cell is empty.
    private static string Number<T>(T value) where T : IFormattable => value is double.NaN ? "" : value.ToString(null, CultureInfo.InvariantCulture);
}
