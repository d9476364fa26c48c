using System.Globalization;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Artefacts;

/// <summary>The paragraphs of an artefact's documentation. What is not known is left out.</summary>
internal static class Remarks
{
    /// <param name="all">How many eigenvectors an output has.</param>
    public static string Kept(int kept, int all, TruncationRule rule, string layer, SpectrumBasis basis) =>
        Invariant($"Kept: {kept} of {all} eigenvectors of each output of `{layer}`, {ByRule(rule)}; those of the {(basis == SpectrumBasis.Latent ? "latent basis, seen in the input (W_eᵀv, which are not orthonormal)" : "input basis, which are orthonormal")}.");

    /// <summary>Of a model that is a sum of squares already.</summary>
    /// <param name="truncation">The model that it was truncated from, and what was kept of that; null for none.</param>
    public static string Whole(int kept, (string Model, string Rule)? truncation) => truncation is { } from
        ? Invariant($"Kept: all {kept} squares of each output of what was truncated from {from.Model}, which are {from.Rule}.")
        : Invariant($"Kept: all {kept} squares of each output: the model is a sum of squares already.");

    /// <summary>A bound that anybody can compute who has the model's embedding.</summary>
    /// <param name="dropped">The largest |λ| that is dropped, for each output.</param>
    public static string Certificate(IReadOnlyList<double> dropped) => dropped.All(value => value == 0)
        ? "Certificate: nothing was dropped, so each score is the model's output, up to rounding."
        : $"Certificate: all eigenvectors together give the model's output exactly, so, up to rounding, a score is off by at most L·(‖h‖² − Σ(v·h)²), with h the bilinear layer's input, the sum over the kept v, and L the largest |λ| dropped, which is, output by output, {string.Join(", ", dropped.Select(value => value.ToString("G4", CultureInfo.InvariantCulture)))}.";

    /// <param name="whole">The point of the whole model.</param>
    public static string Lost(string data, int samples, TruncationPoint point, TruncationPoint whole, double largestOutput) =>
        Invariant($"On {data} ({samples:N0} samples): {(double.IsNaN(point.Accuracy) ? "" : Invariant($"accuracy {point.Accuracy:F4}, of the whole model {whole.Accuracy:F4}; the same answer as the whole model for {point.Agreement:P2} of the samples, certified for {point.CertifiedShare:P2}; "))}largest error of a score {point.Error.Largest:G4}, certified to be at most {point.Certified.Largest:G4}, where the largest output is {largestOutput:G4}.");

    public static string Accuracy(string data, int samples, double accuracy) => Invariant($"On {data} ({samples:N0} samples): accuracy {accuracy:F4}.");

    public static string Origin(string model, IReadOnlyList<KeyValuePair<string, string>> arguments, string? weightsHash, Provenance? training) =>
        Invariant($"Origin: {model}{(arguments.Count == 0 ? "" : $"({string.Join(", ", arguments.Select(argument => $"{argument.Key}: {argument.Value}"))})")}{(weightsHash is null ? "" : $", weights with SHA-256 {weightsHash}")}{(training is null ? "" : Invariant($", trained on {training.Data} (checksum {training.DataChecksum}) with seed {training.Seed} for {training.Step:N0} steps"))}.");

    private static string ByRule(TruncationRule rule) => rule switch
    {
        TruncationRule.Magnitude => "those of largest |λ|",
        TruncationRule.Ends => "half of them from each end of the spectrum",
        _ => "those of largest mean activation λ·mean (v·h)²",
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
