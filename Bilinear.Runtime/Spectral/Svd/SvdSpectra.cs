using System.Collections;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// The singular value decomposition B = Σ_s σ_s l_s ⊗ R_s of a bilinear layer's tensor in its latent basis, with the linear
/// layers behind it folded in. Off-diagonal entries count twice, so Σσ² = ‖B‖². Biases and residuals are no part of it.
/// </summary>
public sealed class SvdSpectra : Decomposition, IReadOnlyList<SvdComponent>
{
    private readonly SvdComponent[] _components;

    private SvdSpectra(ParameterReader parameters, SvdPlan plan, FoldedPath path)
        : base(parameters, plan.Name, plan.Path.Caveat)
    {
        var triplets = GramTriplets.Of(path);
        AllValues = triplets.Values;
        _components = [.. Enumerable.Range(0, Math.Min(plan.Keep ?? triplets.Rank, triplets.Rank)).Select(index => Component(path, triplets.Values[index], triplets.Left.Row(index)))];
    }

    /// <summary>Every σ, descending; zero where it is no more than rounding.</summary>
    public IReadOnlyList<double> AllValues { get; }

    /// <summary>Components kept; those with σ = 0 have no factors and are left out.</summary>
    public int Count => _components.Length;

    /// <summary>Component <paramref name="index"/>, largest σ first.</summary>
    public SvdComponent this[int index] => _components[index];

    /// <summary>Decomposes the tensor of a plan's path.</summary>
    /// <param name="data">Not needed: neither order nor sign depends on data.</param>
    /// <exception cref="ArgumentException">A weight is NaN or infinite.</exception>
    public static SvdSpectra Compute(ModelWeights weights, SvdPlan plan, DataSet? data = null) => Compute(ParameterReader.Of(weights), plan);

    public IEnumerator<SvdComponent> GetEnumerator() => _components.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static SvdSpectra Compute(ParameterReader parameters, SvdPlan plan) => new(parameters, plan, FoldedPath.Read(parameters, plan.Path));

    internal override IEnumerable<KeyValuePair<string, string>> Metadata() =>
    [
        new($"{Name}.svd.basis", "latent"),
        new($"{Name}.svd.exactness", Caveat ?? "exact"),
    ];

    internal override IEnumerable<NamedTensor> Tensors()
    {
        yield return new NamedTensor($"{Name}.svd.all_values", [AllValues.Count], Single(AllValues));
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

    // R = Σ_c l_c B_c / σ, which is the interaction matrix of the direction Uᵀl / σ.
    private static SvdComponent Component(FoldedPath path, double value, ReadOnlySpan<double> left)
    {
        var direction = path.U.Transpose().Times(left);
        foreach (ref var weight in direction.AsSpan())
            weight /= value;
        var right = QuadraticForms.InteractionOf(path.W, path.V, direction);
        var pairs = ByMagnitude(SymmetricEigen.Decompose(right));
        return new SvdComponent(value, left.ToArray(), right, pairs, pairs.Vectors.Times(path.E));
    }

    private static EigenPairs ByMagnitude(EigenPairs pairs)
    {
        var order = SpectrumSelection.Select(pairs.Values, [], SpectrumOrder.Magnitude, keep: null);
        var vectors = new Matrix(pairs.Vectors.Rows, pairs.Vectors.Columns);
        for (var row = 0; row < order.Length; row++)
        {
            var source = pairs.Vectors.Row(order[row]);
            Vectors.AddScaled(vectors.MutableRow(row), Responses.SignOf(source), source);
        }

        return new EigenPairs([.. order.Select(index => pairs.Values[index])], vectors);
    }
}
