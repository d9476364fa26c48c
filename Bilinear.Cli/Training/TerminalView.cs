using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Training;
using Spectre.Console;

namespace Bilinear.Cli.Training;

/// <summary>A bar that moves, for a person; above it, a line for every epoch that is over.</summary>
internal sealed class TerminalView : TrainingView
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console = TerminalConsole.Open();
    private ProgressTask? _bar;
    private DateTime _next;

    public override void Run(Action training) => _console.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(progress =>
        {
            _bar = progress.AddTask("begins");
            training();
        });

    public override void Step(TrainingStep step, TimeSpan left)
    {
        if (DateTime.UtcNow < _next || _bar is not { } bar)
            return;
        _next = DateTime.UtcNow + Interval;
        bar.MaxValue = step.TotalSteps;
        bar.Value = step.Step;
        bar.Description = string.Create(CultureInfo.InvariantCulture, $"epoch {step.Epoch}/{step.TotalEpochs}  loss {Score.Loss(step.Loss)}  {step.SamplesPerSecond:N0} samples/s  {PlainView.Time(left)} left");
    }

    public override void Epoch(EpochReport epoch) => _console.WriteLine(PlainView.Line(epoch));

    public override void Stopped(long step, long totalSteps, string message) => Console.Error.WriteLine(message);

    public override void Done(Evaluation test) => Score.Write(test);
}
