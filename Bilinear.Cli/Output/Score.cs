using System.Globalization;
using System.Text.Json;
using Bilinear.Training;

namespace Bilinear.Cli.Output;

/// <summary>How good a model is, as every command says it. What is no finite number is never printed as if it were a result.</summary>
internal static class Score
{
    private const double Smallest = 0.001;
    private const string Accuracy = "accuracy";

    /// <summary>
    /// <c>accuracy 0.9741</c>, then <c>loss 0.0912</c>; under mean squared error only the loss. Of several outputs the lines of each,
    /// as <c>accuracy.digit 0.9741</c>, then the weighted sum of their losses.
    /// </summary>
    /// <exception cref="InputException">A loss is a NaN or infinite: nothing is written.</exception>
    public static void Write(Evaluation evaluation)
    {
        foreach (var (name, value) in Of(evaluation))
            Console.Out.WriteLine($"{name} {(name.StartsWith(Accuracy, StringComparison.Ordinal) ? Share(value) : Loss(value))}");
    }

    /// <summary>The same as entries of a JSON object.</summary>
    /// <inheritdoc cref="Write(Evaluation)"/>
    public static void Write(Utf8JsonWriter json, Evaluation evaluation)
    {
        foreach (var (name, value) in Of(evaluation))
            json.WriteNumber(name, value);
    }

    /// <summary>A line <c>name value</c>.</summary>
    /// <exception cref="InputException">The value is a NaN or infinite.</exception>
    public static void Write(string name, double value, string format = "F4") => Console.Out.WriteLine($"{name} {Finite(name, value).ToString(format, CultureInfo.InvariantCulture)}");

    public static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>Accuracies and losses by their names.</summary>
    /// <exception cref="InputException">A loss is a NaN or infinite.</exception>
    public static IReadOnlyList<(string Name, double Value)> Of(Evaluation evaluation)
    {
        return [.. evaluation.Outputs.Count == 1 ? [] : evaluation.Outputs.SelectMany(output => Pair($".{output.Output}", output.Accuracy, output.Loss)), .. Pair("", evaluation.Accuracy, evaluation.Loss)];

        static IEnumerable<(string, double)> Pair(string suffix, double accuracy, double loss) =>
            [.. double.IsNaN(accuracy) ? Array.Empty<(string, double)>() : [(Accuracy + suffix, accuracy)], ($"loss{suffix}", Finite($"loss{suffix}", loss))];
    }

    private static double Finite(string name, double value) => double.IsFinite(value)
        ? value
        : throw new InputException(FormattableString.Invariant($"{name} is {value}, and that is no result: what it is computed from is zero, or too large for the arithmetic."));

    /// <summary>Four decimals, or as many digits where those would all be zero.</summary>
    public static string Loss(double value) => value.ToString(Math.Abs(value) is > 0 and < Smallest ? "0.000e+0" : "F4", CultureInfo.InvariantCulture);
}
