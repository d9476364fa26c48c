using Bilinear.Serialization;
using Bilinear.Serialization.Files;
using Bilinear.Spectral.Truncating;
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

    private readonly float[] _body;
    private readonly float[]? _bias;
    private readonly float[] _head;
    private readonly Provenance? _provenance;
    private readonly TruncatedText _text;

    internal TruncatedModel(EigenSpectra spectra, TruncationRule rule, int kept)
    {
        var terms = KeptTerms.Of(spectra, rule, kept);
        var (outputs, inputs) = (terms.Outputs, terms.Rows.Columns);
        Units = (outputs * kept) + (terms.Affine is null ? 0 : outputs);
        (_body, _head) = (new float[2 * Units * inputs], new float[outputs * Units]);
        var bias = new float[2 * Units];
        for (var term = 0; term < terms.Values.Length; term++)
        {
            var shift = (float)terms.Shifts[term];
            SetUnit(term, terms.Rows.Row(term), shift, terms.Rows.Row(term), shift, bias);
            _head[(term / kept * Units) + term] = (float)terms.Values[term];
        }

        for (var output = 0; output < outputs && terms.Affine is not null; output++)
        {
            var unit = (outputs * kept) + output;
            SetUnit(unit, terms.Affine.Rows.Row(output), (float)terms.Affine.Constants[output], new double[inputs], 1, bias);
            _head[(output * Units) + unit] = 1;
        }

        _bias = bias.AsSpan().ContainsAnyExcept(0f) ? bias : null;
        _provenance = spectra.Provenance;
        _text = new TruncatedText(spectra.Model, spectra.Port!.Value, rule, kept, Units, HasBias: _bias is not null);
    }

    /// <summary>The model's name, such as <c>MnistTop8</c> for Mnist with 8 pairs per output.</summary>
    public string Name => _text.Name;

    /// <summary>m, the number of hidden units.</summary>
    public int Units { get; }

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
        var model = _text.Model;
        var (inputs, outputs) = (model.Inputs[0].Count, _text.Output.Count);
        List<NamedTensor> tensors = [new($"{_text.Body}.weight", [2 * Units, inputs], _body)];
        if (_bias is not null)
            tensors.Add(new NamedTensor($"{_text.Body}.bias", [2 * Units], _bias));
        tensors.Add(new NamedTensor($"{_text.Head}.weight", [outputs, Units], _head));

        var metadata = new ModelMetadata(Name, [], CanonicalText, TruncatedText.LanguageVersion, _provenance)
            .Entries(model.Inputs[0], [_text.Output], tensors.Sum(tensor => (long)tensor.Values.Length));
        metadata[FromKey] = model.Name;
        metadata[RuleKey] = _text.Rule;
        TruncatedProgram.Place.CheckPlaceBeside(path);
        List<(string, Action<Stream>)> files = [(path, SafeTensorsWriter.Prepare(path, metadata, tensors))];
        if (TruncatedProgram.Place.Beside(path) is { } program)
            files.Add((program, stream => stream.Write(TruncatedProgram.Encode(CanonicalText))));
        AtomicFile.Write(files);
    }

    private void SetUnit(int unit, ReadOnlySpan<double> w, float biasW, ReadOnlySpan<double> v, float biasV, float[] bias)
    {
        for (var column = 0; column < w.Length; column++)
            (_body[(unit * w.Length) + column], _body[((Units + unit) * w.Length) + column]) = ((float)w[column], (float)v[column]);
        (bias[unit], bias[Units + unit]) = (biasW, biasV);
    }
}
