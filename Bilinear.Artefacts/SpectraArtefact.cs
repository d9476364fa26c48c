using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Spectral.Saved;
using Bilinear.Spectral.Truncating;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Artefacts;

/// <summary>What an artefact says of a file of spectra, which is all that it needs: no compiler, no weights.</summary>
internal sealed class SpectraArtefact
{
    private readonly string _path;
    private readonly EigenSpectra _spectra;

    /// <param name="port">The name of the output that is meant; null for the one that there is.</param>
    /// <exception cref="IOException">The file holds no eigenvectors that are a whole model, or several outputs of which none is named.</exception>
    public SpectraArtefact(string path, string? port)
    {
        _path = path;
        Model = SavedModel.Read(path);
        using var saved = SpectraFile.Open(path, Model);
        _spectra = EigenSpectra.Load(saved, Plan(saved, port));
        if (_spectra.Count != Model.Outputs[Port].Count)
            throw new SafeTensorsException(path, $"it has the eigenvectors of {_spectra.Count} outputs, and {Model.Name} has {Model.Outputs[Port].Count}.");
    }

    public ModelDescription Model { get; }

    /// <summary>The index of the output that the spectra are of.</summary>
    public int Port => _spectra.Port!.Value;

    /// <param name="rule">The rule that says which eigenvectors are kept; null for the one that goes with their order.</param>
    /// <param name="keep">How many of each output; null for all of the file.</param>
    /// <param name="measured">Further remarks, of the terms.</param>
    /// <exception cref="SafeTensorsException">The file has fewer, or not those that the rule keeps.</exception>
    public (KeptTerms Terms, IReadOnlyList<string> Remarks) Read(TruncationRule? rule, int? keep, Func<KeptTerms, IEnumerable<string>>? measured = null)
    {
        var by = rule ?? SavedTerms.RuleOf(_spectra.Order);
        var (there, all) = (_spectra[0].Values.Count, _spectra[0].AllValues.Count);
        var kept = keep ?? there;
        if (kept < 1 || kept > there)
            throw new SafeTensorsException(_path, $"it has {there} eigenvectors of each output, of which 1 to {there} can be kept, and not {kept}. The `keep` of the decompose block says how many are saved.");
        var terms = SavedTerms.Of(_spectra, by, kept)
            ?? throw new SafeTensorsException(_path, $"it has {there} of {all} eigenvectors, by {EnumWords.Of(_spectra.Order)}, and not all of the {kept} that the rule keeps: leave the rule out, or decompose with more of them (`keep` in the decompose block).");
        return (terms,
        [
            Remarks.Kept(kept, all, by, _spectra.DataOrigin?.Name, _spectra), Remarks.Certificate(SavedTerms.LargestDropped(_spectra, by, kept)),
            .. measured?.Invoke(terms) ?? [], Remarks.Origin(Model.Name, Model.Arguments, _spectra.WeightsHash, _spectra.Provenance), .. Remarks.Inputs(_spectra.Provenance),
        ]);
    }

    private EigenPlan Plan(SavedSpectra saved, string? port)
    {
        var whole = saved.Keys.Where(key => key.EndsWith(EigenSpectra.WholeKey(""), StringComparison.Ordinal)).Select(key => (Name: key[..^EigenSpectra.WholeKey("").Length], Output: saved.Text(key))).ToList();
        if (whole.Count == 0)
            throw new SafeTensorsException(_path, $"it has no eigenvectors whose sum is {ForeignText.Shorten(Model.Name)}: only a model of one bilinear layer between linear ones, without a norm, with `eigen` of its last layer in the decompose block, is such a sum.");
        var outputs = whole.Select(entry => entry.Output).Distinct().ToList();
        if (port is null && outputs.Count > 1)
            throw new SafeTensorsException(_path, $"it has eigenvectors of several outputs, {ForeignText.List(outputs)}: name one, with --port, or Port=\"…\" in a project.");
        var (name, output) = whole.Find(entry => port is null || entry.Output == port);
        if (name is null)
            throw new SafeTensorsException(_path, $"it has no eigenvectors of an output {ForeignText.Quote(port ?? "")}, but of {ForeignText.List(outputs)}.");
        if (Model.Outputs.Index().FirstOrDefault(known => known.Item.Name == output) is not { Item: not null, Index: var number })
            throw new SafeTensorsException(_path, $"its metadata name {ForeignText.Quote(output)} as an output of {ForeignText.Shorten(Model.Name)}, which has none of that name: decompose the weights anew.");
        return new EigenPlan(name, new QuadraticPath([], new(0), []) { ToOutput = number })
        {
            Basis = Word<SpectrumBasis>(saved, $"{name}.eigen.basis"),
            Order = Word<SpectrumOrder>(saved, $"{name}.eigen.order"),
            Bias = Word<BiasTreatment>(saved, $"{name}.eigen.bias"),
        };
    }

    private T Word<T>(SavedSpectra saved, string key)
        where T : struct, Enum => EnumWords.Parse<T>(saved.Text(key))
        ?? throw new SafeTensorsException(_path, $"its metadata say {ForeignText.Quote(saved.Text(key))} for '{key}', which this program does not know.");
}
