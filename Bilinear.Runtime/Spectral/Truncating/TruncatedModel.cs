using Bilinear.Spectral.Truncating;
using Bilinear.Spectral.Units;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// A truncation as a model like any other: a bilinear layer with one hidden unit for each kept pair, W = V = v in the model's
/// input, and a head of λ, each in the row of its output. With p = Aᵀv and ĥ = Ax + a, (p·x + v·a)² is (v·ĥ)². Where a model
/// has a linear or constant part, one more unit per output carries it: W = 2Aᵀq with bias 2q·a + c, V = 0 with bias 1.
/// </summary>
public sealed class TruncatedModel
{
    /// <summary>The entries of a file's metadata that say of which model it is a truncation, and what that keeps.</summary>
    internal const string FromKey = "truncated_from";
    internal const string RuleKey = "truncation";
    internal const string HashKey = "truncated_from_sha256";

    private readonly HiddenUnits _units;
    private readonly Provenance? _provenance;
    private readonly UnitText _text;
    private readonly string _rule;
    private readonly string _weightsHash;

    internal TruncatedModel(EigenSpectra spectra, TruncationRule rule, int kept)
    {
        var terms = KeptTerms.Of(spectra, rule, kept);
        _units = new HiddenUnits(terms.Values.Length, terms.Rows.Columns, terms.Outputs, terms.Affine);
        for (var term = 0; term < terms.Values.Length; term++)
        {
            _units.Set(term, terms.Rows.Row(term), terms.Shifts[term], terms.Rows.Row(term), terms.Shifts[term]);
            _units.SetHead(term / kept, term, terms.Values[term]);
        }

        (_provenance, _rule, _weightsHash) = (spectra.Provenance, TruncatedText.Rule(rule, kept), spectra.WeightsHash);
        _text = TruncatedText.Of(spectra.Model, spectra.Port!.Value, rule, kept, Units, hasBias: _units.Bias is not null);
    }

    /// <summary>The model's name, such as <c>MnistTop8</c> for Mnist with 8 pairs per output.</summary>
    public string Name => _text.Name;

    /// <summary>m, the number of hidden units.</summary>
    public int Units => _units.Count;

    /// <summary>The program of this model in the canonical layout.</summary>
    public string CanonicalText => _text.Print();

    /// <summary>
    /// Writes the weights to a <c>.safetensors</c> file that carries its program, and the program beside it, with the ending
    /// <c>.bmlp</c>; into a device or a pipe the weights alone. Both files are new afterwards, or neither.
    /// </summary>
    /// <exception cref="IOException">One of the files cannot be written, or a program that no truncation wrote stands in the place of the new one.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        UnitFile.Write(path, _units, _text, _provenance, new(FromKey, _text.Model.Name), new(RuleKey, _rule), new(HashKey, _weightsHash));
    }
}
