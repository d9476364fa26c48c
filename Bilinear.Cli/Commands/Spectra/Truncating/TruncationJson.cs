using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Spectra.Truncating;

/// <summary>A truncation for scripts: one JSON object, with what is lost where it was measured.</summary>
internal static class TruncationJson
{
    /// <param name="data">What the curve was measured on; null where nothing was measured.</param>
    public static void Write(EigenSpectra spectra, TruncatedModel truncated, TruncationRule rule, int keep, DataSet? data, TruncationCurve? curve) => Json.Write(json =>
    {
        json.WriteString("model", spectra.Model.Name);
        json.WriteString("truncation", truncated.Name);
        json.WriteNumber("keep", keep);
        json.WriteString("rule", EnumWords.Of(rule));
        if (data is not null && curve is not null)
            Write(json, data, curve, curve.Keeping(keep));
    });

    private static void Write(Utf8JsonWriter json, DataSet data, TruncationCurve curve, TruncationPoint point)
    {
        json.WriteString("data", data.Name);
        json.WriteNumber("samples", data.Count);
        if (!double.IsNaN(point.Accuracy))
        {
            json.WriteNumber("accuracy", point.Accuracy);
            json.WriteNumber("agreement", point.Agreement);
            json.WriteNumber("certified_agreement", point.CertifiedShare);
        }
        json.WriteNumberOrNull("largest_error", point.Error.Largest);
        json.WriteNumberOrNull("certified_error", point.Certified.Largest);
        json.WriteNumberOrNull("loose_error", point.Loose.Largest);
        json.WriteNumberOrNull("largest_output", curve.LargestOutput);
    }
}
