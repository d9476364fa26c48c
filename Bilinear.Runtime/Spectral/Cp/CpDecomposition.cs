using System.Globalization;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Cp;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Units;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral;

/// <summary>
/// A fit of a model's tensor by a sum of R components that its outputs share, B_c ≈ Σ_ρ σ_ρ D_ρc ½(l_ρ r_ρᵀ + r_ρ l_ρᵀ), in the coordinates of the
/// model's input, with l, r and D of length 1 and the largest σ first. Its cosine to the tensor is made large, as <see cref="CpOptions"/> say, and the tensor never
/// built: a step costs O(rank · m · d). As a model it has one hidden unit a component, W = l and V = r, and the model's own linear and constant part.
/// </summary>
public sealed class CpDecomposition
{
    private readonly CpTarget _target;
    private readonly CpComponents _components;
    private readonly HiddenUnits _units;
    private readonly UnitText _text;

    internal CpDecomposition(CpTarget target, CpOptions options, int steps, bool hasConverged, CpComponents components, double cosine)
    {
        (_target, Seed, Penalty, Steps, HasConverged, Cosine) = (target, options.Seed, options.Penalty, steps, hasConverged, cosine);
        (_components, var sizes) = components.Normalised();
        Values = Array.ConvertAll(sizes, target.Restore);
        (Left, Right) = (_components.L.Times(target.Frame), _components.R.Times(target.Frame));
        _units = new HiddenUnits(Rank, Left.Columns, Outputs.Columns, target.Affine);
        for (var component = 0; component < Rank; component++)
        {
            _units.Set(component, Left.Row(component), 0, Right.Row(component), 0);
            for (var output = 0; output < Outputs.Columns; output++)
                _units.SetHead(output, component, Values[component] * Outputs[component, output]);
        }

        _text = new UnitText(
            Model, target.Port, string.Create(CultureInfo.InvariantCulture, $"Cp{Rank}"),
            string.Create(CultureInfo.InvariantCulture, $"as a sum of {Rank} CP component{(Rank == 1 ? "" : "s")} that its outputs share{(_units.Count == Rank ? "" : $", and its linear and constant part in {_units.Count - Rank} unit{(_units.Count - Rank == 1 ? "" : "s")} more, one for each output")}"),
            SpectrumOrder.Magnitude, Rank, _units.Count, HasBias: _units.Bias is not null);
    }

    /// <summary>The model whose tensor was fitted.</summary>
    public ModelDescription Model => _target.Model;

    /// <summary>R, the number of components.</summary>
    public int Rank => Values.Count;

    public ulong Seed { get; }

    /// <summary>How much the sum of the components' squares weighed beside the squared error.</summary>
    public double Penalty { get; }

    /// <summary>The number of steps that were taken.</summary>
    public int Steps { get; }

    /// <summary>Whether the fit ended because no step led on; else the limit of <see cref="CpOptions.Steps"/> ended it, and more of them would bring it closer.</summary>
    public bool HasConverged { get; }

    /// <summary>The cosine between the fit and the model's tensor, from 0 to 1.</summary>
    public double Cosine { get; }

    /// <summary>σ, largest first.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>l_ρ in the model's input, [R, inputs].</summary>
    public Matrix Left { get; }

    /// <summary>r_ρ in the model's input, [R, inputs].</summary>
    public Matrix Right { get; }

    /// <summary>D_ρ, [R, outputs].</summary>
    public Matrix Outputs => _components.D;

    /// <summary>The model's name as a model of its own, such as <c>MnistCp64</c>.</summary>
    public string Name => _text.Name;

    /// <summary>The program of the fit as a model of its own, in the canonical layout.</summary>
    public string CanonicalText => _text.Print();

    /// <summary>Fits the tensor of a model.</summary>
    /// <param name="path">The path from the model's input to its output, as a plan has it: <c>Mnist.HeadEigenPlan.Path</c>.</param>
    /// <param name="progress">Receives the number of steps and the cosine after each step.</param>
    /// <exception cref="InvalidOperationException">The path is not the whole model: it has more layers, or a norm; or its tensor is zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rank is not one of 1 … m, the number of steps is below 1, or the penalty negative.</exception>
    /// <exception cref="ArgumentException">A weight is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled between two steps.</exception>
    public static CpDecomposition Fit(ModelWeights weights, QuadraticPath path, CpOptions options, Action<int, double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(path);
        return Fit(ParameterReader.Of(weights), path, options, progress, cancellationToken);
    }

    internal static CpDecomposition Fit(ParameterReader parameters, QuadraticPath path, CpOptions options, Action<int, double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var entered = parameters.Workers.Enter();
        var target = CpTarget.Of(parameters, path);
        if (options.Rank < 1 || options.Rank > target.W.Rows)
            throw new ArgumentOutOfRangeException(nameof(options), $"A rank of {options.Rank} is none for {target.Model.Name}: its bilinear layer has {target.W.Rows} units, which are its tensor exactly, so take a rank from 1 to {target.W.Rows}.");
        if (!(options.Penalty >= 0 && double.IsFinite(options.Penalty)))
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant($"A penalty of {options.Penalty} is none: give a number from 0."));
        if (options.Steps < 1)
            throw new ArgumentOutOfRangeException(nameof(options), $"A fit cannot take {options.Steps} steps: give at least 1.");
        return CpSolver.Fit(target, options, progress, cancellationToken);
    }

    /// <summary>
    /// The components of another fit as these would be called: each with one of its own, so that the sum of the cosines between components is the largest.
    /// </summary>
    /// <returns>The cosine of each component with its partner, in the order of <see cref="Values"/>.</returns>
    /// <exception cref="ArgumentException">The fits are of another rank, or of models of other inputs or outputs.</exception>
    public IReadOnlyList<double> Match(CpDecomposition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if ((Rank, Left.Columns, Outputs.Columns) != (other.Rank, other.Left.Columns, other.Outputs.Columns))
            throw new ArgumentException($"{Rank} components of {Left.Columns} inputs and {Outputs.Columns} outputs cannot be matched with {other.Rank} of {other.Left.Columns} and {other.Outputs.Columns}: give fits of one rank and one shape.", nameof(other));
        using var entered = _target.Workers.Enter();
        var cosines = new CpComponents(Left, Right, Outputs).Cosines(new CpComponents(other.Left, other.Right, other.Outputs));
        return [.. Assignment.Largest(cosines).Select((column, row) => cosines[row, column])];
    }

    /// <summary>The cosine between the tensor of this fit and that of another, whatever components they are made of.</summary>
    /// <exception cref="ArgumentException">The fits are of models of other inputs or outputs.</exception>
    public double CosineTo(CpDecomposition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if ((Left.Columns, Outputs.Columns) != (other.Left.Columns, other.Outputs.Columns))
            throw new ArgumentException($"A fit of {Left.Columns} inputs and {Outputs.Columns} outputs cannot be compared with one of {other.Left.Columns} and {other.Outputs.Columns}.", nameof(other));
        using var entered = _target.Workers.Enter();
        var (ours, theirs) = (InInput(), other.InInput());
        return Math.Clamp(ours.Inner(theirs) / Math.Sqrt(ours.Inner(ours) * theirs.Inner(theirs)), -1, 1);
    }

    /// <summary>Compares the fit as a model with the model itself, in double.</summary>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    public CpScore Measure(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataCheck.FitsInput(Model, data);
        using var entered = _target.Workers.Enter();
        return CpScoring.Of(_target, Scaled(), data, DataCheck.LabelsOf(Model, _target.Port, data));
    }

    /// <summary>
    /// Writes the weights of the fit as a model to a <c>.safetensors</c> file that carries its program, and the program beside it, with the ending
    /// <c>.bmlp</c>; into a device or a pipe the weights alone. Both files are new afterwards, or neither.
    /// </summary>
    /// <exception cref="IOException">One of the files cannot be written, or a program that was not written with weights stands in the place of the new one.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        UnitFile.Write(
            path, _units, _text, _target.Provenance,
            new("cp_of", Model.Name), new("cp_seed", Seed.ToString(CultureInfo.InvariantCulture)), new("cp_penalty", Penalty.ToString(CultureInfo.InvariantCulture)), new("cp_cosine", Cosine.ToString("F6", CultureInfo.InvariantCulture)));
    }

    // With σ in D.
    private CpComponents Scaled()
    {
        var d = new Matrix(Rank, Outputs.Columns);
        for (var component = 0; component < Rank; component++)
            Vectors.AddScaled(d.MutableRow(component), Values[component], Outputs.Row(component));
        return _components with { D = d };
    }

    private CpComponents InInput() => Scaled() with { L = Left, R = Right };
}
