using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral.Ablating;
using Bilinear.Spectral.Cache;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Explaining;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Measured;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral;

/// <summary>The spectra of a layer's outputs, indexed by output, and of further directions, indexed by name: <c>spectra.Head[3].Values</c>, <c>spectra.Head["4 - 9"]</c>.</summary>
public sealed class EigenSpectra : Decomposition, IReadOnlyList<EigenSpectrum>
{
    private readonly EigenPlan _plan;
    private readonly CachedWork _work;
    private readonly FoldedPath _path;
    private readonly FoldedPath? _sizes;
    private readonly QuadraticForms _forms;
    private readonly LayerStack _before;
    private readonly LayerInputs? _inputs;
    private readonly InputMoments? _moments;
    private readonly EigenPairs[] _pairs;
    private readonly EigenSpectrum[] _spectra;

    // As long as the caller holds a direction, it is decomposed once: whoever explains by one explains many samples by it.
    private readonly ConditionalWeakTable<Direction, Tuple<EigenPairs, EigenSpectrum>> _along = [];

    private EigenSpectra(ParameterReader parameters, EigenPlan plan, IReadOnlyList<Direction>? only, DataSet? data, DecompositionCache? cache)
        : base(parameters, plan.Name, plan.Path)
    {
        (_plan, _work) = (plan, new CachedWork(parameters.Model, cache));
        _path = FoldedPath.Read(parameters, plan.Path);
        _sizes = IsWholeModel && plan.Path is { Input.Count: > 1 } or { Output.Count: > 1 } ? FoldedPath.Read(parameters.Magnitudes(), plan.Path) : null;
        _forms = QuadraticForms.Of(_path, plan.Basis, plan.Bias);
        _before = LayerStack.Read(parameters, plan.Path.Before);
        Data = plan.Path.FromInput ? data : null;
        if (plan.Order == SpectrumOrder.MeanActivation && Data is null)
            throw new ArgumentException($"`order mean_activation` of `{plan.Name}` sorts by how strongly each eigenvector responds to a data set: pass one, mostly the training data, as in model.Decompose(train).", nameof(data));

        _inputs = Data is null ? null : InputsOf(Data);
        _moments = _inputs is null ? null : _work.Moments(_inputs);
        (_pairs, _spectra) = only is null ? Decompose([.. Enumerable.Range(0, _forms.Outputs).Select(output => Direction.Row(output, _forms.Outputs))]) : ([], []);
        Directions = Decompose(only ?? plan.Directions).Spectra;
        if (Directions.GroupBy(spectrum => spectrum.Direction.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two directions of `{plan.Name}` are called `{twice.Key}`: give each a name of its own.", nameof(plan));
    }

    public SpectrumBasis Basis => _plan.Basis;

    public SpectrumOrder Order => _plan.Order;

    public BiasTreatment Bias => _plan.Bias;

    /// <summary>The number of pairs that the plan keeps; null for all.</summary>
    internal int? Keep => _plan.Keep;

    /// <summary>The data that signs, mean activations and top inputs were measured on; null for none.</summary>
    public DataSet? Data { get; }

    /// <summary>The number of outputs.</summary>
    public int Count => _spectra.Length;

    /// <summary>The spectra of the differences and means of rows that the plan asks for.</summary>
    public IReadOnlyList<EigenSpectrum> Directions { get; }

    /// <summary>Whether <see cref="Check(ForwardPass, DataSet)"/> can compare <see cref="Evaluate"/> with the model: the path leads from the model's input to an output, without a norm behind it.</summary>
    public bool IsCheckable => Path is { FromInput: true, ToOutput: not null };

    /// <summary>Whether these quadratic forms are the whole model.</summary>
    internal bool IsWholeModel => Path is { FromInput: true, ToOutput: not null, Before.Count: 0, Caveat: null };

    /// <summary>The index of the model's output that is decomposed; null for none.</summary>
    internal int? Port => Path.ToOutput;

    /// <summary>The spectrum of an output.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public EigenSpectrum this[int output] => output >= 0 && output < Count
        ? _spectra[output]
        : throw new ArgumentOutOfRangeException(nameof(output), output, $"`{Name}` has no output {output}: it has {Count}, counted from 0.");

    /// <summary>The spectrum of one of <see cref="Directions"/>.</summary>
    /// <exception cref="KeyNotFoundException">No direction has this name.</exception>
    public EigenSpectrum this[string direction]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(direction);
            return Directions.FirstOrDefault(spectrum => spectrum.Direction.Name == direction)
                ?? throw new KeyNotFoundException($"`{Name}` has no direction `{direction}`{(Directions.Count == 0 ? "" : $", but {ForeignText.List([.. Directions.Select(spectrum => spectrum.Direction.Name)])}")}: add it to the decompose block, or call Along.");
        }
    }

    /// <summary>The quadratic forms that were decomposed.</summary>
    internal QuadraticForms Forms => _forms;

    /// <summary>The path with its numbers.</summary>
    internal FoldedPath Folded => _path;

    /// <summary>The path with the magnitude of every weight, for bounds: of a chain of linear maps it is the product of their magnitudes.</summary>
    internal FoldedPath Sizes => _sizes ?? _path.Magnitudes();

    /// <summary>All eigenpairs of each output, kept or not.</summary>
    internal IReadOnlyList<EigenPairs> Pairs => _pairs;

    /// <summary>M = mean ĥĥᵀ over <see cref="Data"/>; null without.</summary>
    internal Matrix? SecondMoment => _moments?.Second;

    /// <summary>Decomposes every output of a plan's path.</summary>
    /// <param name="data">The samples that signs, mean activations and top inputs are measured on; <see cref="SpectrumOrder.MeanActivation"/> needs them, and a path that does not begin at the model's input ignores them.</param>
    /// <param name="cache">Keeps intermediate results for the next call; null to keep nothing. A cache changes no result.</param>
    /// <exception cref="ArgumentException">Data are missing where they are needed or have another shape, or a weight is NaN or infinite.</exception>
    public static EigenSpectra Compute(ModelWeights weights, EigenPlan plan, DataSet? data = null, DecompositionCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(plan);
        return Compute(ParameterReader.Of(weights), plan, data, cache);
    }

    /// <summary>Decomposes directions among the outputs, but not the outputs themselves: for a head with many rows.</summary>
    /// <inheritdoc cref="Compute(ModelWeights, EigenPlan, DataSet?, DecompositionCache?)"/>
    public static IReadOnlyList<EigenSpectrum> Compute(ModelWeights weights, EigenPlan plan, IReadOnlyList<Direction> directions, DataSet? data = null, DecompositionCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(directions);
        return new EigenSpectra(ParameterReader.Of(weights), plan, directions, data, cache).Directions;
    }

    internal static EigenSpectra Compute(ParameterReader parameters, EigenPlan plan, DataSet? data, DecompositionCache? cache = null) =>
        new(parameters, plan, only: null, data, cache);

    /// <summary>Decomposes further directions among the outputs in the same basis and order and with the same data as the outputs.</summary>
    /// <exception cref="ArgumentException">A direction has not one coefficient per output.</exception>
    public IReadOnlyList<EigenSpectrum> Along(params Direction[] directions)
    {
        ArgumentNullException.ThrowIfNull(directions);
        return directions.All(direction => direction is not null)
            ? Decompose(directions).Spectra
            : throw new ArgumentException("A direction of the list is null.", nameof(directions));
    }

    /// <summary>Computes y_c = Σ_i λ_i (v_i·ĥ)² + 2q_c·ĥ + c_c over all pairs, kept or not, in double: [samples, outputs].</summary>
    /// <exception cref="ArgumentException">The samples have another length than the path's input.</exception>
    public Matrix Evaluate(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var outputs = new Matrix(data.Count, Count);
        foreach (var (first, _, vectors) in InputsOf(data).Chunks())
            Sum(vectors, first, outputs);
        return outputs;
    }

    /// <summary>Compares the sum over all pairs with the model's forward pass.</summary>
    /// <exception cref="InvalidOperationException">The path is only a part of the model.</exception>
    /// <exception cref="ArgumentException">The data have another shape.</exception>
    public Exactness Check(ForwardPass forward, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(data);
        ThrowUnlessCheckable("compared with the forward pass");

        var outputs = new Matrix(data.Count, Count);
        var expected = new float[outputs.Values.Length];
        foreach (var (first, _, vectors) in InputsOf(data).Chunks())
        {
            Sum(vectors, first, outputs);
            var samples = new float[vectors.Rows * data.SampleLength];
            data.CopyInputs(first, samples);
            forward(samples, expected.AsSpan(first * Count, vectors.Rows * Count));
        }

        return Exactness.Of(outputs, Matrix.From(expected, Count));
    }

    /// <inheritdoc cref="Check(ForwardPass, DataSet)"/>
    public Exactness Check(Model model, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Check((input, output) => model.Forward(input, output, Port ?? 0), data);
    }

    /// <inheritdoc cref="Check(ForwardPass, DataSet)"/>
    public Exactness Check(InferenceModel model, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Check((input, output) => model.Forward(input, output, Port ?? 0), data);
    }

    /// <summary>Takes one sample apart: every output, or each of the directions, as the sum of its eigenvectors' terms, its linear and its constant part.</summary>
    /// <param name="forward">The forward pass of the model that was decomposed, which every sum is checked against.</param>
    /// <param name="sample">The sample's index in the data.</param>
    /// <param name="directions">Directions to explain in place of the outputs: the difference of two classes, for one.</param>
    /// <exception cref="InvalidOperationException">The path is only a part of the model, or a sum differs from the forward pass by more than <see cref="Exactness.Tolerance"/> of the largest output: the weights are others.</exception>
    /// <exception cref="ArgumentException">The data have another shape or no such sample, or a direction has not one coefficient per output.</exception>
    public Explanation Explain(ForwardPass forward, DataSet data, int sample, params Direction[] directions)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(directions);
        ThrowUnlessCheckable("explained");
        return directions.All(direction => direction is not null)
            ? new Explainer(this, forward, data, sample).Run(directions)
            : throw new ArgumentException("A direction of the list is null.", nameof(directions));
    }

    /// <inheritdoc cref="Explain(ForwardPass, DataSet, int, Direction[])"/>
    public Explanation Explain(InferenceModel model, DataSet data, int sample, params Direction[] directions)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Explain((input, output) => model.Forward(input, output, Port ?? 0), data, sample, directions);
    }

    /// <summary>Measures ablations on a data set, all of them in one pass: accuracy, loss, and the accuracy of each class.</summary>
    /// <param name="data">Samples with the targets of the output.</param>
    /// <param name="ablations">What is taken out of the model, each time of the whole one.</param>
    /// <exception cref="InvalidOperationException">The path is only a part of the model.</exception>
    /// <exception cref="ArgumentException">The data do not fit the model, or an ablation is of another decomposition.</exception>
    public AblationStudy Ablate(DataSet data, params Ablation[] ablations)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(ablations);
        ThrowUnlessCheckable("ablated");
        return ablations.All(ablation => ablation is not null)
            ? new AblationPass(this, data, ablations).Run()
            : throw new ArgumentException("An ablation of the list is null.", nameof(ablations));
    }

    /// <summary>The linear and constant part in terms of the path's input: 2q·ĥ + c = (2Aᵀq)·x + 2q·a + c with ĥ = Ax + a.</summary>
    internal (double[] Linear, double Constant) AffineInInput(EigenSpectrum spectrum)
    {
        var linear = new double[_forms.Coordinates.Columns];
        var constant = spectrum.Constant;
        for (var row = 0; row < spectrum.FormLinear.Length; row++)
        {
            Vectors.AddScaled(linear, 2 * spectrum.FormLinear[row], _forms.Coordinates.Row(row));
            constant += 2 * spectrum.FormLinear[row] * _forms.Offset[row];
        }

        return (linear, constant);
    }

    public IEnumerator<EigenSpectrum> GetEnumerator() => _spectra.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override IEnumerable<KeyValuePair<string, string>> Metadata()
    {
        yield return new($"{Name}.eigen.basis", $"{Basis}".ToLowerInvariant());
        yield return new($"{Name}.eigen.order", Order == SpectrumOrder.MeanActivation ? "mean_activation" : $"{Order}".ToLowerInvariant());
        yield return new($"{Name}.eigen.bias", $"{Bias}".ToLowerInvariant());
        yield return new($"{Name}.eigen.exactness", Caveat ?? "exact");
        yield return new($"{Name}.eigen.formula", Formula());
        yield return new($"{Name}.eigen.x", LayerInputs.Described(Model, Path));
        yield return new($"{Name}.eigen.pairs", _spectra.Length == 0 ? "" : FormattableString.Invariant($"{_spectra[0].Values.Count} of {_spectra[0].AllValues.Count} an output"));
        yield return new($"{Name}.eigen.eigenspace_tolerance", $"{Eigenspace.Tolerance.ToString(CultureInfo.InvariantCulture)} of the largest |value|");
        foreach (var (place, spectrum) in Directions.Index())
            yield return new($"{Name}.eigen.directions.{place}", spectrum.Direction.Name);
        if (Data is null)
            yield break;
        yield return new($"{Name}.eigen.data", Data.Name);
        yield return new($"{Name}.eigen.data_checksum", Data.Checksum);
    }

    internal override IEnumerable<NamedTensor> Tensors()
    {
        foreach (var tensor in EigenTensors.Of($"{Name}.eigen", _spectra))
            yield return tensor;
        foreach (var tensor in LayerInputs.Tensors($"{Name}.eigen", _forms.Coordinates, _forms.Offset))
            yield return tensor;
        if (Directions.Count > 0)
        {
            yield return new NamedTensor($"{Name}.eigen.directions.coefficients", [Directions.Count, Count], Directions.SelectMany(spectrum => spectrum.Direction.Coefficients).Select(value => (float)value).ToArray());
            foreach (var tensor in EigenTensors.Of($"{Name}.eigen.directions", Directions))
                yield return tensor;
        }

        if (_moments?.Second is { } second)
            yield return new NamedTensor($"{Name}.eigen.second_moment", [second.Rows, second.Columns], second.ToSingle());
    }

    // In the words of the file's tensors.
    private string Formula()
    {
        var (argument, suffix) = (Basis, Bias) switch
        {
            (SpectrumBasis.Latent, _) => ("h", ", h = coordinates·x + offset"),
            (_, BiasTreatment.Append) => ("[x; 1]", ""),
            _ => ("x", ""),
        };
        return $"y = Σ values·(vectors·{argument})² + 2·linear·{argument} + constant{suffix}";
    }

    /// <summary>All pairs of one direction, and its spectrum.</summary>
    /// <exception cref="ArgumentException">The direction has not one coefficient per output.</exception>
    internal (EigenPairs Pairs, EigenSpectrum Spectrum) PairsAlong(Direction direction)
    {
        var (pairs, spectrum) = _along.GetValue(direction, asked =>
        {
            var (all, spectra) = Decompose([asked]);
            return Tuple.Create(all[0], spectra[0]);
        });
        return (pairs, spectrum);
    }

    /// <summary>The vectors ĥ of a data set.</summary>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    internal LayerInputs InputsOf(DataSet data)
    {
        if (Path.FromInput)
            DataCheck.FitsInput(Model, data);
        return new(_before.Transform(data), _forms.Coordinates, _forms.Offset);
    }

    private void ThrowUnlessCheckable(string done)
    {
        if (!IsCheckable)
            throw new InvalidOperationException($"`{Name}` of {Model.Name} cannot be {done}: {Caveat ?? "it is no output of the model."}");
    }

    private (EigenPairs[] Pairs, EigenSpectrum[] Spectra) Decompose(IReadOnlyList<Direction> directions)
    {
        if (directions.FirstOrDefault(direction => direction.Coefficients.Count != _forms.Outputs) is { } wrong)
            throw new ArgumentException($"The direction `{wrong.Name}` has {wrong.Coefficients.Count} coefficients, and `{Name}` has {_forms.Outputs} outputs: give one for each.", nameof(directions));
        if (directions.Count == 0)
            return ([], []);
        var pairs = _work.Pairs(_plan, _path, _forms, directions);
        return (pairs, SpectraBuilder.Build(_plan, _forms, directions, pairs, _inputs is null ? null : (vectors, pictures) => _work.Responses(vectors, pictures, _inputs, _moments!), SecondMoment));
    }

    // outputs[first + row, c] = Σ_i λ_i (v_i·ĥ)² + 2q_c·ĥ + c_c
    private void Sum(Matrix vectors, int first, Matrix outputs)
    {
        for (var output = 0; output < Count; output++)
        {
            var projections = vectors.TimesTransposed(_pairs[output].Vectors);
            var spectrum = _spectra[output];
            for (var row = 0; row < vectors.Rows; row++)
            {
                var sum = spectrum.Constant + (2 * Vectors.Dot(spectrum.FormLinear, vectors.Row(row)));
                for (var pair = 0; pair < projections.Columns; pair++)
                    sum += _pairs[output].Values[pair] * projections[row, pair] * projections[row, pair];
                outputs[first + row, output] = sum;
            }
        }
    }
}
