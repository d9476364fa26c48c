using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Cache;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Measured;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral.Eigen;

/// <summary>What spectra are computed from, for what is asked of them later too.</summary>
internal sealed class EigenWork
{
    private readonly EigenPlan _plan;
    private readonly ModelDescription _model;
    private readonly CachedWork _cached;
    private readonly FoldedPath? _sizes;
    private readonly LayerStack _before;
    private readonly LayerInputs? _inputs;

    /// <param name="data">The samples that the spectra are measured on; null for none.</param>
    public EigenWork(ParameterReader parameters, EigenPlan plan, DataSet? data, DecompositionCache? cache)
    {
        (_plan, _model, _cached) = (plan, parameters.Model, new CachedWork(parameters.Model, cache));
        Folded = FoldedPath.Read(parameters, plan.Path);
        _sizes = plan.Path.IsWholeModel && plan.Path is { Input.Count: > 1 } or { Output.Count: > 1 } ? FoldedPath.Read(parameters.Magnitudes(), plan.Path) : null;
        Forms = QuadraticForms.Of(Folded, plan.Basis, plan.Bias);
        _before = LayerStack.Read(parameters, plan.Path.Before);
        _inputs = data is null ? null : InputsOf(data);
        Moments = _inputs is null ? null : _cached.Moments(_inputs);
    }

    /// <summary>The quadratic forms that are decomposed.</summary>
    public QuadraticForms Forms { get; }

    /// <summary>The path with its numbers.</summary>
    public FoldedPath Folded { get; }

    /// <summary>The path with the magnitude of every weight.</summary>
    public FoldedPath Sizes => _sizes ?? Folded.Magnitudes();

    /// <summary>The moments of the data; null without.</summary>
    public InputMoments? Moments { get; }

    /// <summary>All eigenpairs of each output, kept or not, once its rows were decomposed.</summary>
    public EigenPairs[] Pairs { get; private set; } = [];

    public EigenSpectrum[] DecomposeRows()
    {
        (Pairs, var spectra) = Decompose([.. Enumerable.Range(0, Forms.Outputs).Select(output => Direction.Row(output, Forms.Outputs))]);
        return spectra;
    }

    /// <exception cref="ArgumentException">A direction has not one coefficient per output.</exception>
    public (EigenPairs[] Pairs, EigenSpectrum[] Spectra) Decompose(IReadOnlyList<Direction> directions)
    {
        if (directions.FirstOrDefault(direction => direction.Coefficients.Count != Forms.Outputs) is { } wrong)
            throw new ArgumentException($"The direction `{wrong.Name}` has {wrong.Coefficients.Count} coefficients, and `{_plan.Name}` has {Forms.Outputs} outputs: give one for each.", nameof(directions));
        if (directions.Count == 0)
            return ([], []);
        var pairs = _cached.Pairs(_plan, Folded, Forms, directions);
        return (pairs, SpectraBuilder.Build(_plan, Forms, directions, pairs, _inputs is null ? null : (vectors, pictures) => _cached.Responses(vectors, pictures, _inputs, Moments!), Moments?.Second));
    }

    /// <summary>ĥ of a data set.</summary>
    /// <exception cref="ArgumentException">The samples have another length than the path's input.</exception>
    public LayerInputs InputsOf(DataSet data)
    {
        if (_plan.Path.FromInput)
            DataCheck.FitsInput(_model, data);
        return new(_before.Transform(data), Forms.Coordinates, Forms.Offset);
    }
}
