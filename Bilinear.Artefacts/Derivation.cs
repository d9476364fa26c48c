using Bilinear.Spectral;

namespace Bilinear.Artefacts;

/// <summary>Says from which other model a model was made that nobody trained.</summary>
/// <param name="Model">The other's name.</param>
/// <param name="How">A clause: <c>truncated to 8 eigenvectors per output, of largest |eigenvalue|</c>.</param>
/// <param name="WeightsHash">The SHA-256 of its weights; null where that is not known.</param>
internal sealed record Derivation(string Model, string How, string? WeightsHash)
{
    /// <summary>What the metadata of a file of weights say of it; null for a model that was trained.</summary>
    public static Derivation? Of(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(TruncatedModel.FromKey, out var whole) && metadata.TryGetValue(TruncatedModel.RuleKey, out var rule) ? new Derivation(whole, $"truncated to {rule}", metadata.GetValueOrDefault(TruncatedModel.HashKey))
        : metadata.TryGetValue("cp_of", out var fitted) && metadata.TryGetValue("cp_cosine", out var cosine) ? new Derivation(fitted, $"fitted by a sum of components (CP), whose tensor has the cosine {cosine} to its own", null)
        : null;
}
