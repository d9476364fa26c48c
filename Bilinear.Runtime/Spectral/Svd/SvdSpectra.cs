using System.Collections;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral.Cache;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Svd;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// The singular value decomposition B = Σ_s σ_s l_s ⊗ R_s of a bilinear layer's tensor in its latent basis, with the linear
/// layers behind it folded in. Off-diagonal entries count twice, so Σσ² = ‖B‖². Biases and residuals are no part of it.
/// </summary>
public sealed class SvdSpectra : Decomposition, IReadOnlyList<SvdComponent>
{
    private readonly Matrix _coordinates;
    private readonly double[] _offset;
    private readonly SvdComponent[] _components;

    private SvdSpectra(ParameterReader parameters, SvdPlan plan, DecompositionCache? cache)
        : base(parameters, plan.Name, plan.Path)
    {
        using var entered = Workers.Enter();
        var tensor = LayerTensor.Read(parameters, plan.Path);
        (_coordinates, _offset) = (tensor.E, tensor.Offset);
        var triplets = new CachedWork(parameters.Model, cache).Triplets(tensor, plan.Keep);
        (AllValues, SquaredNorm) = (triplets.Values, triplets.SquaredNorm);
        _components = [.. Enumerable.Range(0, Math.Min(plan.Keep ?? triplets.Left.Rows, triplets.Left.Rows))
            .Select(index => new SvdComponent(tensor, triplets.Values[index], triplets.Left.Row(index).ToArray(), triplets.Units.Row(index).ToArray()))];
    }

    private SvdSpectra(SavedSpectra saved, SvdPlan plan)
        : base(saved, plan.Name, plan.Path)
    {
        var prefix = $"{plan.Name}.svd";
        var shape = saved.Shape($"{prefix}.coordinates", 2);
        (_coordinates, _offset) = (saved.ReadMatrix($"{prefix}.coordinates", shape[0], shape[1]), saved.Read($"{prefix}.offset", shape[0]));
        (AllValues, SquaredNorm) = (saved.Read($"{prefix}.all_values", saved.Shape($"{prefix}.all_values", 1)), saved.Read($"{prefix}.squared_norm")[0]);
        if (!saved.Has($"{prefix}.values"))
        {
            _components = [];
            return;
        }

        var (count, outputs, size) = (saved.Shape($"{prefix}.values", 1)[0], saved.Shape($"{prefix}.left", 2)[1], shape[0]);
        var values = saved.Read($"{prefix}.values", count);
        var left = saved.ReadMatrix($"{prefix}.left", count, outputs);
        var right = saved.ReadStack($"{prefix}.right", count, size, size);
        var rightValues = saved.ReadMatrix($"{prefix}.right_values", count, size);
        var rightVectors = saved.ReadStack($"{prefix}.right_vectors", count, size, size);
        var pictures = saved.ReadStack($"{prefix}.pictures", count, size, shape[1]);
        _components = [.. Enumerable.Range(0, count).Select(index =>
            new SvdComponent(values[index], left.Row(index).ToArray(), right[index], new EigenPairs(rightValues.Row(index).ToArray(), rightVectors[index]), pictures[index]))];
    }

    /// <summary>All singular values in descending order, zero where they are no more than rounding; a tensor with more than 1024 of them has only the kept ones here.</summary>
    public IReadOnlyList<double> AllValues { get; }

    /// <summary>‖B‖² = Σσ² over all singular values.</summary>
    public double SquaredNorm { get; }

    /// <summary>The number of kept components; components with σ = 0 have no factors and are left out.</summary>
    public int Count => _components.Length;

    /// <summary>Component <paramref name="index"/>, largest σ first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public SvdComponent this[int index] => index >= 0 && index < Count
        ? _components[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"`{Name}` has no component {index}: it keeps {Count}, counted from 0.");

    /// <summary>Decomposes the tensor of a plan's path; neither order nor sign depends on data.</summary>
    /// <param name="cache">Keeps intermediate results for the next call; null to keep nothing. A cache changes no result.</param>
    /// <exception cref="ArgumentException">A weight is NaN or infinite.</exception>
    public static SvdSpectra Compute(ModelWeights weights, SvdPlan plan, DecompositionCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(plan);
        return Compute(ParameterReader.Of(weights), plan, cache);
    }

    /// <summary>Reads the components of a plan from a file.</summary>
    /// <exception cref="SafeTensorsException">The file has no such components.</exception>
    public static SvdSpectra Load(SavedSpectra saved, SvdPlan plan)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(plan);
        return new SvdSpectra(saved, plan);
    }

    public IEnumerator<SvdComponent> GetEnumerator() => _components.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static SvdSpectra Compute(ParameterReader parameters, SvdPlan plan, DecompositionCache? cache = null) =>
        new(parameters, plan, cache);

    internal override IEnumerable<KeyValuePair<string, string>> Metadata() =>
    [
        new($"{Name}.svd.basis", "latent"),
        new($"{Name}.svd.exactness", Caveat ?? "exact"),
        new($"{Name}.svd.formula", "y = Σ values·left·(h·right·h), h = coordinates·x + offset"),
        new($"{Name}.svd.x", LayerInputs.Described(Model, Path)),
    ];

    internal override IEnumerable<NamedTensor> Tensors()
    {
        yield return new NamedTensor($"{Name}.svd.all_values", [AllValues.Count], Single(AllValues));
        yield return new NamedTensor($"{Name}.svd.squared_norm", [], new[] { (float)SquaredNorm });
        foreach (var tensor in LayerInputs.Tensors($"{Name}.svd", _coordinates, _offset))
            yield return tensor;
        if (Count == 0)
            yield break;
        var (outputs, size, inputs) = (_components[0].Left.Count, _components[0].Right.Rows, _components[0].Pictures.Columns);
        yield return new NamedTensor($"{Name}.svd.values", [Count], Single(_components.Select(component => component.Value)));
        yield return new NamedTensor($"{Name}.svd.left", [Count, outputs], Single(_components.SelectMany(component => component.Left)));
        yield return new NamedTensor($"{Name}.svd.right", [Count, size, size], Single(_components.SelectMany(component => component.Right.Values)));
        yield return new NamedTensor($"{Name}.svd.right_values", [Count, size], Single(_components.SelectMany(component => component.Pairs.Values)));
        yield return new NamedTensor($"{Name}.svd.right_vectors", [Count, size, size], Single(_components.SelectMany(component => component.Pairs.Vectors.Values)));
        yield return new NamedTensor($"{Name}.svd.pictures", [Count, size, inputs], Single(_components.SelectMany(component => component.Pictures.Values)));
    }

    private static float[] Single(IEnumerable<double> values) => [.. values.Select(value => (float)value)];
}
