using Bilinear.Artefacts;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Truncating;

namespace Bilinear.Cli.Commands.Shipping;

/// <summary>What an artefact says of weights: of a truncated model as it is, of any other with its eigenvectors cut to a few.</summary>
/// <param name="rule">The rule that says which eigenvectors are kept; null for the default.</param>
/// <param name="keep">How many of each output; null for all that a truncated model has.</param>
/// <param name="port">The output that is meant; null for the one that there is.</param>
internal sealed class WeightsArtefact(LoadedModel loaded, WeightsSource weights, TruncationRule? rule, int? keep, int? port, DataParts? data, StatusLine status)
{
    /// <exception cref="InputException">The number of eigenvectors is missing, or more than there are.</exception>
    public (KeptTerms Terms, IReadOnlyList<string> Remarks) Read()
    {
        if (data is not null)
            loaded.ThrowIfNotFinite(data.Test);
        var parameters = ParameterReader.Of(loaded.Weights);
        string[] origin = [Remarks.Origin(loaded.Model.Name, loaded.Model.Arguments, parameters.Hash(), loaded.Weights.Provenance, weights.Derivation), .. Remarks.Inputs(loaded.Weights.Provenance)];
        var plan = loaded.Plan(port);
        if (!plan.Path.IsWholeModel)
            throw new InputException($"{loaded.Model.Name} cannot be compiled by `{plan.Name}`: {plan.Path.Caveat ?? "it is no output of the model, or only the last of several bilinear layers."} Only a model of one bilinear layer between linear ones, without a norm, is the sum of its eigenvectors.");
        if (rule is null && KeptTerms.Of(FoldedPath.Read(parameters, plan.Path)) is { } terms && terms.Kept == (keep ?? terms.Kept))
            return (terms, [Remarks.Whole(loaded.Model.Name, terms.Kept, weights.Derivation), .. data is null ? [] : Measurement.Of(terms, loaded.Model, port ?? 0, data.Test, status), .. origin]);

        if (keep is not { } kept)
            throw new InputException($"{loaded.Model.Name} is no truncated model, so --keep K is needed: how many eigenvectors each output keeps.");
        var by = rule ?? TruncationRule.Magnitude;
        var spectra = loaded.DecomposeFor(by, port, data);
        var all = spectra[0].AllValues.Count;
        loaded.ThrowIfFewer(all, kept);
        terms = Truncation.Terms(spectra, by, kept);
        var curve = data is null ? null : status.While($"measuring what is lost on {data.Test.Name}", () => Truncation.Curve(spectra, by, data.Test));
        return (terms,
        [
            Remarks.Kept(kept, all, by, data?.Train.Name, spectra), Remarks.Certificate(Truncation.LargestDropped(spectra, by, kept)),
            .. curve is null ? [] : (string[])[Remarks.Lost(loaded.Model.Name, data!.Test.Name, data.Test.Count, Measurement.Range(data.Test), curve.Keeping(kept), curve[^1], curve.LargestOutput)], .. origin,
        ]);
    }
}
