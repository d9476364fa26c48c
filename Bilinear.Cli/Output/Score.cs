using System.Globalization;
using Bilinear.Training;

namespace Bilinear.Cli.Output;

/// <summary>How good a model is, as every command says it.</summary>
internal static class Score
{
    private const double Smallest = 0.001;

    /// <summary><c>accuracy 0.9741</c>, then <c>loss 0.0912</c>; under mean squared error only the loss.</summary>
    public static void Write(Evaluation evaluation)
    {
        if (!double.IsNaN(evaluation.Accuracy))
            Console.Out.WriteLine($"accuracy {Share(evaluation.Accuracy)}");
        Console.Out.WriteLine($"loss {Loss(evaluation.Loss)}");
    }

    public static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>Four decimals, or as many digits where those would all be zero.</summary>
    public static string Loss(double value) => value.ToString(Math.Abs(value) is > 0 and < Smallest ? "E3" : "F4", CultureInfo.InvariantCulture);
}
