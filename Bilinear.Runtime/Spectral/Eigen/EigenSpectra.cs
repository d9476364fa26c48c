using System.Collections;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>The spectra of a layer's outputs, by output: <c>spectra.Head[3].Values</c>.</summary>
public sealed class EigenSpectra : Decomposition, IReadOnlyList<EigenSpectrum>
{
    private readonly EigenPlan _plan;
    private readonly QuadraticForms _forms;
    private readonly EigenPairs[] _pairs;
    private readonly EigenSpectrum[] _spectra;
    private readonly Matrix? _secondMoment;

    private EigenSpectra(ParameterReader parameters, EigenPlan plan, FoldedPath path, DataSet? data)
        : base(parameters, plan.Name, plan.Path.Caveat)
    {
        (_plan, _forms, Data) = (plan, QuadraticForms.Of(path, plan.Basis, plan.Bias), data);
        var work = new CachedWork(parameters);
        _pairs = work.Pairs(plan, path, _forms);
        var inputs = data is null ? null : new LayerInputs(data, _forms.Coordinates, _forms.Offset);
        var moments = inputs is null ? null : work.Moments(inputs);
        _secondMoment = moments?.Second;
        _spectra = SpectraBuilder.Build(plan, _forms, _pairs, (vectors, pictures) => inputs is null ? null : work.Responses(vectors, pictures, inputs, moments!), _secondMoment);
    }

    public SpectrumBasis Basis => _plan.Basis;

    public SpectrumOrder Order => _plan.Order;

    public BiasTreatment Bias => _plan.Bias;

    /// <summary>What ordered and signed the eigenvectors; null for none.</summary>
    public DataSet? Data { get; }

    /// <summary>Outputs.</summary>
    public int Count => _spectra.Length;

    /// <summary>Can <see cref="Evaluate"/> be held against the model: does the path lead from its input to its output, and nothing but a quadratic form?</summary>
    public bool IsCheckable => _plan.Path is { FromInput: true, ToOutput: true, Caveat: null };

    public EigenSpectrum this[int output] => _spectra[output];

    /// <summary>The forms that were taken apart.</summary>
    internal QuadraticForms Forms => _forms;

    /// <summary>All pairs of each output, kept or not.</summary>
    internal IReadOnlyList<EigenPairs> Pairs => _pairs;

    /// <summary>M = mean ĥĥᵀ over <see cref="Data"/>; null without.</summary>
    internal Matrix? SecondMoment => _secondMoment;

    /// <summary>Decomposes every output of a plan's path.</summary>
    /// <param name="data">Decides order and sign; needed for <see cref="SpectrumOrder.MeanActivation"/>, and of no use where the path does not begin at the model's input.</param>
    /// <exception cref="ArgumentException">Data are missing where they are needed or have another shape, or a weight is NaN or infinite.</exception>
    public static EigenSpectra Compute(ModelWeights weights, EigenPlan plan, DataSet? data = null) => Compute(ParameterReader.Of(weights), plan, data);

    internal static EigenSpectra Compute(ParameterReader parameters, EigenPlan plan, DataSet? data)
    {
        var usable = plan.Path.FromInput ? data : null;
        if (plan.Order == SpectrumOrder.MeanActivation && usable is null)
            throw new ArgumentException($"`order mean_activation` of `{plan.Name}` sorts by how strongly each eigenvector responds to a data set: pass one, mostly the training data, as in model.Decompose(train).", nameof(data));
        return new EigenSpectra(parameters, plan, FoldedPath.Read(parameters, plan.Path), usable);
    }

    /// <summary>y_c = Σ_i λ_i (v_i·ĥ)² + 2q_c·ĥ + c_c over all pairs, kept or not: [samples, outputs], in double.</summary>
    /// <exception cref="ArgumentException">The samples have another length than the path's input.</exception>
    public Matrix Evaluate(DataSet data)
    {
        var outputs = new Matrix(data.Count, Count);
        foreach (var (first, _, vectors) in new LayerInputs(data, _forms.Coordinates, _forms.Offset).Chunks())
            Sum(vectors, first, outputs);
        return outputs;
    }

    /// <summary>Holds the sum over all pairs against the model's forward pass.</summary>
    /// <exception cref="InvalidOperationException">The path is only a part of the model.</exception>
    /// <exception cref="ArgumentException">The data have another shape.</exception>
    public Exactness Check(ForwardPass forward, DataSet data)
    {
        if (!IsCheckable)
            throw new InvalidOperationException($"`{Name}` cannot be held against the forward pass of {Model.Name}: {Caveat ?? "it is not the model's output."}");

        var expected = new float[data.Count * Count];
        var outputs = new Matrix(data.Count, Count);
        foreach (var (first, inputs, vectors) in new LayerInputs(data, _forms.Coordinates, _forms.Offset).Chunks())
        {
            Sum(vectors, first, outputs);
            forward(inputs, expected.AsSpan(first * Count, vectors.Rows * Count));
        }

        return Exactness.Of(outputs, Matrix.From(expected, Count));
    }

    /// <inheritdoc cref="Check(ForwardPass, DataSet)"/>
    public Exactness Check(Model model, DataSet data) => Check(model.Forward, data);

    /// <inheritdoc cref="Check(ForwardPass, DataSet)"/>
    public Exactness Check(InferenceModel model, DataSet data) => Check(model.Forward, data);

    public IEnumerator<EigenSpectrum> GetEnumerator() => _spectra.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override IEnumerable<KeyValuePair<string, string>> Metadata()
    {
        yield return new($"{Name}.eigen.basis", $"{Basis}".ToLowerInvariant());
        yield return new($"{Name}.eigen.order", Order == SpectrumOrder.MeanActivation ? "mean_activation" : $"{Order}".ToLowerInvariant());
        yield return new($"{Name}.eigen.bias", $"{Bias}".ToLowerInvariant());
        yield return new($"{Name}.eigen.exactness", Caveat ?? "exact");
        if (Data is null)
            yield break;
        yield return new($"{Name}.eigen.data", Data.Name);
        yield return new($"{Name}.eigen.data_checksum", Data.Checksum);
    }

    internal override IEnumerable<NamedTensor> Tensors()
    {
        var (size, inputs, kept) = (_forms.Coordinates.Rows, _forms.Coordinates.Columns, _spectra[0].Values.Count);
        yield return Stacked("values", [kept], spectrum => spectrum.Values);
        yield return Stacked("vectors", [kept, size], spectrum => spectrum.Vectors.Values);
        yield return Stacked("pictures", [kept, inputs], spectrum => spectrum.Pictures.Values);
        yield return Stacked("gaps", [kept], spectrum => spectrum.Gaps);
        yield return Stacked("all_values", [size], spectrum => spectrum.AllValues);
        yield return Stacked("linear", [size], spectrum => spectrum.Linear);
        yield return Stacked("constant", [], spectrum => [spectrum.Constant]);
        if (_secondMoment is null)
            yield break;
        yield return Stacked("mean_activations", [kept], spectrum => spectrum.MeanActivations);
        yield return new NamedTensor($"{Name}.eigen.second_moment", [size, size], _secondMoment.ToSingle());
    }

    private NamedTensor Stacked(string name, int[] shape, Func<EigenSpectrum, IReadOnlyList<double>> part) =>
        new($"{Name}.eigen.{name}", [Count, .. shape], _spectra.SelectMany(spectrum => part(spectrum).Select(value => (float)value)).ToArray());

    // outputs[first + row, c] = Σ_i λ_i (v_i·ĥ)² + 2q_c·ĥ + c_c
    private void Sum(Matrix vectors, int first, Matrix outputs)
    {
        for (var output = 0; output < Count; output++)
        {
            var projections = vectors.TimesTransposed(_pairs[output].Vectors);
            var spectrum = _spectra[output];
            double[] linear = [.. spectrum.Linear];
            for (var row = 0; row < vectors.Rows; row++)
            {
                var sum = spectrum.Constant + (2 * Vectors.Dot(linear, vectors.Row(row)));
                for (var pair = 0; pair < projections.Columns; pair++)
                    sum += _pairs[output].Values[pair] * projections[row, pair] * projections[row, pair];
                outputs[first + row, output] = sum;
            }
        }
    }
}
