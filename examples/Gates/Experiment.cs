using System.Globalization;
using Bilinear.Devices;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Examples.Gates;

/// <summary>Trains a model on a gate for each pair, and shows what its weights say beside what they have to say.</summary>
internal sealed class Experiment(string title, IReadOnlyList<Gate> gates)
{
    /// <summary>The most that an element of Q, or an eigenvalue, may be off.</summary>
    public const double LargestDifference = 1e-3;

    /// <summary>The most that the sum over all inputs and outputs may be.</summary>
    public const double LargestSquaredError = 1e-8;

    public string Title { get; } = title;

    /// <returns>Whether weights and closed forms agree.</returns>
    public bool Run(Device device, TrainOptions options)
    {
        var table = Bits.Table(gates);
        using var model = new Logic(device, batch: table.Count, options.Seed);
        model.Train(table, options).Run();

        // The loss is a mean over all elements.
        var error = model.Evaluate(table).Loss * table.Count * gates.Count;
        Print($"{Title}: squared error {error:0E+0}");
        Print($"{"",-26}{"closed form",24}   {"weights",24}   {"largest",10}   {"eigenvalue",16}   {"eigenvector",16}");
        Print($"{"pair",-6}{"gate",-20}{"Q_aa",8}{"Q_bb",8}{"Q_ab",8}   {"Q_aa",8}{"Q_bb",8}{"Q_ab",8}   {"difference",10}   {"closed",8}{"weights",8}   {"a",8}{"b",8}");
        var spectra = model.Decompose().Head;
        var isRight = error < LargestSquaredError;
        for (var output = 0; output < gates.Count; output++)
            isRight &= Show(model, spectra[output], output);
        Console.WriteLine();
        return isRight;
    }

    private bool Show(Logic model, EigenSpectrum spectrum, int output)
    {
        var (gate, (a, b)) = (gates[output], Bits.Pairs[output]);
        var (known, trained) = (Form.Of(gate, (a, b)), Form.Of(model, output));
        var difference = known.DistanceTo(trained);
        var row = $"{$"{a}, {b}",-6}{gate.Name,-20}{Elements(known)}   {Elements(trained)}   {difference.ToString("0E+0", CultureInfo.InvariantCulture),10}";

        // Both in descending order. Most eigenvalues of a form of two bits among four are zero, and their vectors any.
        var found = Enumerable.Range(0, spectrum.Values.Count).Where(pair => Math.Abs(spectrum.Values[pair]) >= LargestDifference).ToList();
        var isRight = difference < LargestDifference && found.Count == gate.Eigenvalues.Count;
        foreach (var (pair, closed) in found.Zip(gate.Eigenvalues))
        {
            var vector = spectrum.Vectors.Row(pair);
            var sign = vector[a] < 0 ? -1 : 1;      // that of an eigenvector is free
            Print($"{row}   {Number(closed)}{Number(spectrum.Values[pair])}   {Number(sign * vector[a])}{Number(sign * vector[b])}");
            row = new string(' ', row.Length);
            isRight &= Math.Abs(spectrum.Values[pair] - closed) < LargestDifference;
        }
        return isRight;

        string Elements(Form form) => $"{Number(form[a, a])}{Number(form[b, b])}{Number(form[a, b])}";
    }

    // Zero has no sign here.
    private static string Number(double value) => (Math.Round(value, 3) + 0.0).ToString("F3", CultureInfo.InvariantCulture).PadLeft(8);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
