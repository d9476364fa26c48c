using System.Globalization;
using Bilinear.Linalg;
using Bilinear.Spectral;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Artefacts;

/// <summary>The paragraphs of an artefact's documentation. What is not known is left out.</summary>
internal static class Remarks
{
    /// <param name="all">How many eigenvectors an output has.</param>
    /// <param name="measuredOn">The data that mean activations are means over; null for none.</param>
    public static string Kept(int kept, int all, TruncationRule rule, string? measuredOn, EigenSpectra spectra) =>
        Invariant($"Kept: {kept} of {all} eigenvectors of each output of `{spectra.Name}`, {ByRule(rule, measuredOn)}. {Basis(spectra)}");

    /// <summary>Says what is kept of a model that is a sum of squares already.</summary>
    /// <param name="derivation">How it was made from another; null where it was trained.</param>
    public static string Whole(string model, int kept, Derivation? derivation) => derivation is null
        ? Invariant($"Kept: all that {model} has, which is a sum of {kept} squares for each output already.")
        : Invariant($"Kept: all that {model} has, which is {derivation.Model} {derivation.How}.");

    /// <param name="dropped">The largest |λ| that is dropped, for each output.</param>
    public static string Certificate(IReadOnlyList<double> dropped) => dropped.All(value => value == 0)
        ? "Certificate: nothing was dropped, so each score is the model's output, up to rounding."
        : $"Certificate: all eigenvectors together give the model's output exactly, so, up to rounding, a score is off by at most L·(‖h‖² − Σ(v·h)²), with the sum over the kept v, ‖h‖² for the model to compute, and L the largest |λ| dropped: output by output {string.Join(", ", dropped.Select(value => value.ToString("G4", CultureInfo.InvariantCulture)))}.";

    /// <param name="whole">The point of the whole model.</param>
    /// <param name="range">The smallest and the largest input.</param>
    public static string Lost(string model, string data, int samples, (float Least, float Most) range, TruncationPoint point, TruncationPoint whole, double largestOutput) =>
        Invariant($"On {data} ({samples:N0} samples, inputs from {range.Least:G4} to {range.Most:G4}): {(double.IsNaN(point.Accuracy) ? "" : Invariant($"accuracy {point.Accuracy:F4}, of {model} itself {whole.Accuracy:F4}; the same answer as {model} for {point.Agreement:P2} of the samples, certified for {point.CertifiedShare:P2} by the signs of what is dropped, which bound more closely than the certificate; "))}largest error of a score {point.Error.Largest:G4}, certified to be at most {point.Certified.Largest:G4}, where the largest output is {largestOutput:G4}.");

    /// <inheritdoc cref="Lost"/>
    public static string Accuracy(string data, int samples, (float Least, float Most) range, double accuracy) => Invariant($"On {data} ({samples:N0} samples, inputs from {range.Least:G4} to {range.Most:G4}): accuracy {accuracy:F4} of this class by itself.");

    /// <param name="derivation">How the model was made from another; null where it was trained.</param>
    public static string Origin(string model, IReadOnlyList<KeyValuePair<string, string>> arguments, string weightsHash, Provenance? training, Derivation? derivation = null)
    {
        var called = $"{ModelMetadata.Call(model, arguments)}, weights with SHA-256 {weightsHash}";
        var made = derivation is null ? "" : $", made from {derivation.Model}{(derivation.WeightsHash is { } hash ? $", weights with SHA-256 {hash}" : "")}";
        var trained = training is null ? "" : Invariant($", {(derivation is null ? "" : "which was ")}trained on {training.Data} (checksum {training.DataChecksum}) with seed {training.Seed} for {training.Step:N0} steps");
        return $"Origin: {called}{made}{trained}.";
    }

    /// <summary>What each input is of a model that was trained on a table, and what each score: whoever calls the class has the table's own numbers. None for other models.</summary>
    public static IEnumerable<string> Inputs(Provenance? training)
    {
        if (training?.Schema is not { Columns.Count: > 0 } schema)
            return [];
        var inputs = schema.Columns.SelectMany(column => column.IsText
            ? column.Values.Select(value => $"1 where {ForeignText.Quote(column.Name)} is {ForeignText.Quote(value)}, else 0")
            : [Invariant($"({ForeignText.Quote(column.Name)} − {column.Mean:R}) / {column.Deviation:R}")]);
        var classes = schema.Classes.Count == 0 ? "" : $" Outputs, in this order: {string.Join(", ", schema.Classes.Select(name => ForeignText.Quote(name)))}.";
        return [$"Inputs, in this order, of the columns of {training.Data}: {string.Join("; ", inputs)}.{classes}"];
    }

    // What h and v are, and how they are seen in the input.
    private static string Basis(EigenSpectra spectra) => spectra.Basis == SpectrumBasis.Input
        ? "They are of the input basis: orthonormal vectors over the input x; h is the part of x that the model sees."
        : IsIdentity(spectra.Coordinates) ? "They are orthonormal vectors v over h, which is the input x itself."
        : "They are orthonormal vectors over h, which the embedding W_e makes of the input x (the latent basis); here each is seen in the input, as v = W_eᵀ times it, so these are not orthonormal.";

    private static bool IsIdentity(Matrix matrix) => matrix.Rows == matrix.Columns
        && Enumerable.Range(0, matrix.Rows).All(row => matrix[row, row] == 1 && matrix.Row(row)[..row].IndexOfAnyExcept(0.0) < 0 && matrix.Row(row)[(row + 1)..].IndexOfAnyExcept(0.0) < 0);

    private static string ByRule(TruncationRule rule, string? measuredOn) => rule switch
    {
        TruncationRule.Magnitude => "those of largest |λ|",
        TruncationRule.Ends => "half of them from each end of the spectrum",
        _ => $"those of largest mean activation |λ·mean (v·h)²|{(measuredOn is null ? "" : $" on {measuredOn}")}",
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
