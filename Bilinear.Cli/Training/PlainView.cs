using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>A line an epoch, for a file or a pipe.</summary>
internal sealed class PlainView : TrainingView
{
    /// <summary><c>epoch 3/20  loss 0.3121  accuracy 0.9512  45,123 samples/s  0:38 left</c></summary>
    public static string Line(EpochReport epoch) => string.Create(CultureInfo.InvariantCulture,
        $"epoch {epoch.Last.Epoch}/{epoch.Last.TotalEpochs}  loss {Score.Loss(epoch.Loss)}  {Quality(epoch.Test)}  {epoch.Last.SamplesPerSecond:N0} samples/s  {Time(epoch.Left)} left");

    /// <summary><c>1:02:03</c>, <c>0:38</c></summary>
    public static string Time(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? "h\\:mm\\:ss" : "m\\:ss", CultureInfo.InvariantCulture);

    public override void Epoch(EpochReport epoch) => Console.Error.WriteLine(Line(epoch));

    public override void Stopped(long step, long totalSteps, string message) => Console.Error.WriteLine(message);

    public override void Done(Evaluation test) => Score.Write(test);

    private static string Quality(Evaluation test) => double.IsNaN(test.Accuracy) ? $"test loss {Score.Loss(test.Loss)}" : $"accuracy {Score.Share(test.Accuracy)}";
}
