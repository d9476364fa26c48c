using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral.Ablating;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Explaining;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Saved;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>The spectra of a layer's outputs, indexed by output, and of further directions, indexed by name: <c>spectra.Head[3].Values</c>, <c>spectra.Head["4 - 9"]</c>.</summary>
public sealed class EigenSpectra : Decomposition, IReadOnlyList<EigenSpectrum>
{
    private readonly EigenPlan _plan;
    private readonly EigenWork? _work;
    private readonly EigenSpectrum[] _spectra;

    // As long as the caller holds a direction, it is decomposed once: whoever explains by one explains many samples by it.
    private readonly ConditionalWeakTable<Direction, Tuple<EigenPairs, EigenSpectrum>> _along = [];

    private EigenSpectra(ParameterReader parameters, EigenPlan plan, IReadOnlyList<Direction>? only, DataSet? data, DecompositionCache? cache)
        : base(parameters, plan.Name, plan.Path)
    {
        Data = plan.Path.FromInput ? data : null;
        if (plan.Order == SpectrumOrder.MeanActivation && Data is null)
            throw new ArgumentException($"`order mean_activation` of `{plan.Name}` sorts by how strongly each eigenvector responds to a data set: pass one, mostly the training data, as in model.Decompose(train).", nameof(data));

        using var entered = Workers.Enter();
        (_plan, _work) = (plan, new EigenWork(parameters, plan, Data, cache));
        (Coordinates, Offset, SecondMoment) = (_work.Forms.Coordinates, _work.Forms.Offset, _work.Moments?.Second);
        DataOrigin = Data is null ? null : (Data.Name, Data.Checksum);
        _spectra = only is null ? _work.DecomposeRows() : [];
        Directions = _work.Decompose(only ?? plan.Directions).Spectra;
        if (Directions.GroupBy(spectrum => spectrum.Direction.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two directions of `{plan.Name}` are called `{twice.Key}`: give each a name of its own.", nameof(plan));
    }

    private EigenSpectra(SavedSpectra saved, EigenPlan plan)
        : base(saved, plan.Name, plan.Path)
    {
        _plan = plan;
        var eigen = new SavedEigen(saved, plan);
        (Coordinates, Offset, SecondMoment, DataOrigin) = (eigen.Coordinates, eigen.Offset, eigen.SecondMoment, eigen.DataOrigin);
        (_spectra, Directions) = (eigen.Rows(), eigen.Directions());
    }

    public SpectrumBasis Basis => _plan.Basis;

    public SpectrumOrder Order => _plan.Order;

    public BiasTreatment Bias => _plan.Bias;

    /// <summary>The number of pairs that the plan keeps; null for all.</summary>
    internal int? Keep => _plan.Keep;

    /// <summary>The data that signs, mean activations and top inputs were measured on; null for none, and for spectra that were read from a file.</summary>
    public DataSet? Data { get; }

    /// <summary>The number of outputs.</summary>
    public int Count => _spectra.Length;

    /// <summary>The spectra of the differences and means of rows that the plan asks for.</summary>
    public IReadOnlyList<EigenSpectrum> Directions { get; }

    /// <summary>Whether <see cref="Check(ForwardPass, DataSet)"/> can compare <see cref="Evaluate"/> with the model: the path leads from the model's input to an output, without a norm behind it.</summary>
    public bool IsCheckable => Path is { FromInput: true, ToOutput: not null };

    /// <summary>Whether these quadratic forms are the whole model.</summary>
    internal bool IsWholeModel => Path.IsWholeModel;

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

    /// <summary>A of ĥ = Ax + a, the coordinates in which the forms are decomposed: [size, n].</summary>
    internal Matrix Coordinates { get; }

    /// <summary>a.</summary>
    internal double[] Offset { get; }

    /// <summary>M = mean ĥĥᵀ over the data; null without.</summary>
    internal Matrix? SecondMoment { get; }

    /// <summary>Name and checksum of the data; null for none.</summary>
    internal (string Name, string Checksum)? DataOrigin { get; }

    /// <summary>The quadratic forms that were decomposed.</summary>
    internal QuadraticForms Forms => Work.Forms;

    /// <summary>The path with its numbers.</summary>
    internal FoldedPath Folded => Work.Folded;

    /// <summary>The path with the magnitude of every weight, for bounds: of a chain of linear maps it is the product of their magnitudes.</summary>
    internal FoldedPath Sizes => Work.Sizes;

    /// <summary>All eigenpairs of each output, kept or not.</summary>
    internal IReadOnlyList<EigenPairs> Pairs => Work.Pairs;

    private EigenWork Work => _work ?? throw new InvalidOperationException($"The spectra of `{Name}` were read from a file, which has the pairs that it keeps and no weights: decompose the weights for what needs more.");

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

    /// <summary>Reads the spectra of a plan from a file. They have what was saved; what would have to be computed (<see cref="Along"/>, <see cref="Evaluate"/>, a check, a truncation) throws.</summary>
    /// <exception cref="SafeTensorsException">The file has no such spectra, or they were made for another plan.</exception>
    public static EigenSpectra Load(SavedSpectra saved, EigenPlan plan)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(plan);
        return new EigenSpectra(saved, plan);
    }

    /// <summary>Decomposes further directions among the outputs in the same basis and order and with the same data as the outputs.</summary>
    /// <exception cref="ArgumentException">A direction has not one coefficient per output.</exception>
    public IReadOnlyList<EigenSpectrum> Along(params Direction[] directions)
    {
        ArgumentNullException.ThrowIfNull(directions);
        using var entered = Workers.Enter();
        return directions.All(direction => direction is not null)
            ? Work.Decompose(directions).Spectra
            : throw new ArgumentException("A direction of the list is null.", nameof(directions));
    }

    /// <summary>Computes y_c = Σ_i λ_i (v_i·ĥ)² + 2q_c·ĥ + c_c over all pairs, kept or not, in double: [samples, outputs].</summary>
    /// <exception cref="ArgumentException">The samples have another length than the path's input.</exception>
    public Matrix Evaluate(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var entered = Workers.Enter();
        var outputs = new Matrix(data.Count, Count);
        foreach (var (first, _, vectors) in Work.InputsOf(data).Chunks())
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

        using var entered = Workers.Enter();
        var outputs = new Matrix(data.Count, Count);
        var expected = new float[outputs.Values.Length];
        foreach (var (first, _, vectors) in Work.InputsOf(data).Chunks())
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
        using var entered = Workers.Enter();
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
        using var entered = Workers.Enter();
        return ablations.All(ablation => ablation is not null)
            ? new AblationPass(this, data, ablations).Run()
            : throw new ArgumentException("An ablation of the list is null.", nameof(ablations));
    }

    /// <summary>The linear and constant part in terms of the path's input: 2q·ĥ + c = (2Aᵀq)·x + 2q·a + c with ĥ = Ax + a.</summary>
    internal (double[] Linear, double Constant) AffineInInput(EigenSpectrum spectrum)
    {
        var linear = new double[Coordinates.Columns];
        var constant = spectrum.Constant;
        for (var row = 0; row < spectrum.FormLinear.Length; row++)
        {
            Vectors.AddScaled(linear, 2 * spectrum.FormLinear[row], Coordinates.Row(row));
            constant += 2 * spectrum.FormLinear[row] * Offset[row];
        }

        return (linear, constant);
    }

    public IEnumerator<EigenSpectrum> GetEnumerator() => _spectra.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override IEnumerable<KeyValuePair<string, string>> Metadata()
    {
        yield return new($"{Name}.eigen.basis", EnumWords.Of(Basis));
        yield return new($"{Name}.eigen.order", EnumWords.Of(Order));
        yield return new($"{Name}.eigen.bias", EnumWords.Of(Bias));
        yield return new($"{Name}.eigen.exactness", Caveat ?? "exact");
        yield return new($"{Name}.eigen.formula", Formula());
        yield return new($"{Name}.eigen.x", LayerInputs.Described(Model, Path));
        yield return new($"{Name}.eigen.pairs", _spectra.Length == 0 ? "" : FormattableString.Invariant($"{_spectra[0].Values.Count} of {_spectra[0].AllValues.Count} an output"));
        yield return new($"{Name}.eigen.eigenspace_tolerance", $"{Eigenspace.Tolerance.ToString(CultureInfo.InvariantCulture)} of the largest |value|");
        foreach (var (place, spectrum) in Directions.Index())
            yield return new($"{Name}.eigen.directions.{place}", spectrum.Direction.Name);
        if (IsWholeModel)
            yield return new(WholeKey(Name), Output!.Name);
        if (DataOrigin is not { } data)
            yield break;
        yield return new($"{Name}.eigen.data", data.Name);
        yield return new($"{Name}.eigen.data_checksum", data.Checksum);
    }

    internal override IEnumerable<NamedTensor> Tensors()
    {
        foreach (var tensor in EigenTensors.Of($"{Name}.eigen", _spectra))
            yield return tensor;
        foreach (var tensor in LayerInputs.Tensors($"{Name}.eigen", Coordinates, Offset))
            yield return tensor;
        if (Directions.Count > 0)
        {
            yield return new NamedTensor($"{Name}.eigen.directions.coefficients", [Directions.Count, Count], Directions.SelectMany(spectrum => spectrum.Direction.Coefficients).Select(value => (float)value).ToArray());
            foreach (var tensor in EigenTensors.Of($"{Name}.eigen.directions", Directions))
                yield return tensor;
        }

        if (SecondMoment is { } second)
            yield return new NamedTensor($"{Name}.eigen.second_moment", [second.Rows, second.Columns], second.ToSingle());
    }

    /// <summary>The entry of a file's metadata that names the output which the sum is; it is there only where the sum is the whole model.</summary>
    internal static string WholeKey(string name) => $"{name}.eigen.whole_model";

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
        using var entered = Workers.Enter();
        var (pairs, spectrum) = _along.GetValue(direction, asked =>
        {
            var (all, spectra) = Work.Decompose([asked]);
            return Tuple.Create(all[0], spectra[0]);
        });
        return (pairs, spectrum);
    }

    /// <summary>The vectors ĥ of a data set.</summary>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    internal LayerInputs InputsOf(DataSet data) => Work.InputsOf(data);

    private void ThrowUnlessCheckable(string done)
    {
        if (!IsCheckable)
            throw new InvalidOperationException($"`{Name}` of {Model.Name} cannot be {done}: {Caveat ?? "it is no output of the model."}");
    }

    // outputs[first + row, c] = Σ_i λ_i (v_i·ĥ)² + 2q_c·ĥ + c_c
    private void Sum(Matrix vectors, int first, Matrix outputs)
    {
        for (var output = 0; output < Count; output++)
        {
            var projections = vectors.TimesTransposed(Pairs[output].Vectors);
            var spectrum = _spectra[output];
            for (var row = 0; row < vectors.Rows; row++)
            {
                var sum = spectrum.Constant + (2 * Vectors.Dot(spectrum.FormLinear, vectors.Row(row)));
                for (var pair = 0; pair < projections.Columns; pair++)
                    sum += Pairs[output].Values[pair] * projections[row, pair] * projections[row, pair];
                outputs[first + row, output] = sum;
            }
        }
    }
}
