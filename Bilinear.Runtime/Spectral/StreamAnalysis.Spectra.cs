using System.Globalization;
using Bilinear.Data;
using Bilinear.Spectral.Activations;

namespace Bilinear.Spectral;

/// <content>A layer along a direction, and the texts that it responds to.</content>
public sealed partial class StreamAnalysis
{
    /// <summary>A bilinear layer along a direction among the logits, with the eigenpairs that are kept.</summary>
    /// <param name="branch">The layer's place among the branches.</param>
    /// <param name="keep">How many pairs are kept, of the largest |λ|, or under <see cref="SpectrumOrder.Value"/> from each end; null for all.</param>
    /// <param name="order">The order of the pairs: <see cref="SpectrumOrder.Magnitude"/> or <see cref="SpectrumOrder.Value"/>.</param>
    /// <exception cref="ArgumentException">The direction has another number of coefficients, or the branch is no bilinear layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one pair is kept, or the order needs data.</exception>
    public LayerSpectrum Spectrum(int branch, Direction direction, int? keep = null, SpectrumOrder order = SpectrumOrder.Magnitude)
    {
        if (keep is < 1)
            throw new ArgumentOutOfRangeException(nameof(keep), keep, $"A spectrum cannot keep {keep} pairs: keep at least 1, or null for all.");
        if (order is not (SpectrumOrder.Magnitude or SpectrumOrder.Value))
            throw new ArgumentOutOfRangeException(nameof(order), order, "A layer's pairs are ordered by magnitude or by value: a mean activation is measured on texts, as `Activations` does.");
        Check(direction);
        using var entered = Workers.Enter();
        var whole = Layer(branch, direction);
        int[] all = [.. Enumerable.Range(0, whole.Pairs.Values.Count)];
        if (order == SpectrumOrder.Value)
            all = [.. all.OrderByDescending(number => whole.Pairs.Values[number])];
        int[] kept = keep is not { } count || count * (order == SpectrumOrder.Value ? 2L : 1) >= all.Length ? all
            : order == SpectrumOrder.Value ? [.. all[..count], .. all[^count..]]
            : all[..count];
        return new LayerSpectrum(branch, Branch(branch).Branch.Name, direction, whole, kept);
    }

    /// <summary>A bilinear layer along a singular component of it. Its eigenvalues are σ times those of the component's right factor.</summary>
    /// <param name="component">What <see cref="Svd"/> gave of this layer.</param>
    /// <param name="name">The name of its direction.</param>
    /// <inheritdoc cref="Spectrum(int, Direction, int?, SpectrumOrder)"/>
    public LayerSpectrum Spectrum(int branch, SvdComponent component, string name, int? keep = null)
    {
        ArgumentNullException.ThrowIfNull(component);
        return Spectrum(branch, new Direction(name, component.Left), keep).OfTriplet(component.Value);
    }

    /// <summary>Computes what an entry of a <c>decompose</c> block asks for.</summary>
    /// <param name="plan">The entry, as generated code has it.</param>
    /// <param name="tokens">The text of each token of the vocabulary, in the order of their numbers.</param>
    /// <returns>A spectrum for each direction, or for each singular triplet.</returns>
    /// <exception cref="ArgumentException">There is not one text for each token, a direction names one that there is not, or the branch is no bilinear layer.</exception>
    public IReadOnlyList<LayerSpectrum> Spectra(TokenPlan plan, IReadOnlyList<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.Count != Outputs)
            throw new ArgumentException($"There are the texts of {tokens.Count} tokens, and {Model.Name} has {Outputs} logits: give one for each.", nameof(tokens));
        return plan switch
        {
            TokenEigenPlan eigen => [.. eigen.Directions.Select(direction => direction.Among(tokens)).ToList().Select(direction => Spectrum(eigen.Branch, direction, eigen.Keep, eigen.Order).Of(plan))],
            TokenSvdPlan svd => [.. Svd(svd.Branch, svd.Keep).Select((component, index) => Spectrum(svd.Branch, component, string.Create(CultureInfo.InvariantCulture, $"component {index}"), svd.Pairs).Of(plan))],
            _ => throw new ArgumentException($"A {plan.GetType().Name} is no plan of a block.", nameof(plan)),
        };
    }

    /// <summary>Reads texts, evenly spaced among those that there are, and finds where spectra respond most to them.</summary>
    /// <param name="spectra">What <see cref="Spectrum(int, Direction, int?, SpectrumOrder)"/> gave.</param>
    /// <param name="data">The texts.</param>
    /// <param name="texts">How many are read at most.</param>
    /// <param name="excerpts">How many places are kept, each of a text of its own.</param>
    /// <exception cref="ArgumentException">The data hold no texts, or texts of another vocabulary, or longer ones than the model takes.</exception>
    public TextActivations Activations(IReadOnlyList<LayerSpectrum> spectra, DataSet data, int texts, int excerpts = 3)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(texts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(excerpts);
        if (data.Texts is not { } samples || samples.Vocabulary != Vocabulary || samples.Context > Model.Context)
            throw new ArgumentException($"{data.Name} {(data.Texts is { } other ? $"has texts of up to {other.Context} tokens of a vocabulary of {other.Vocabulary}" : "holds no texts")}, and {Model.Name} reads texts of up to {Model.Context} tokens of a vocabulary of {Vocabulary}.", nameof(data));
        int[] chosen = [.. Enumerable.Range(0, Math.Min(texts, samples.Count)).Select(text => (int)((long)text * samples.Count / Math.Min(texts, samples.Count)))];
        using var entered = Workers.Enter();
        return new ActivationPass(_numbers, spectra, excerpts).Run(data, samples, chosen);
    }
}
