using System.Globalization;
using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Saved;
using Bilinear.Spectral.Trees;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Spectral;

/// <summary>
/// A stack of bilinear layers decomposed down to the model's input: the eigenvectors of a layer are output directions of the
/// layer before it. The tree is grown best first to a budget; a tree from which nothing is pruned equals the model, up to rounding.
/// </summary>
public sealed class SpectralTree : Decomposition
{
    private readonly TreePlan _plan;
    private readonly TreeStage[]? _stages;

    private SpectralTree(ParameterReader parameters, TreePlan plan, DataSet? data)
        : base(parameters, plan.Name, plan.Path)
    {
        if (!plan.Path.FromInput)
            throw new ArgumentException($"The tree of `{plan.Name}` must begin at the model's input.", nameof(plan));
        (_plan, Data) = (plan, data);
        if (data is not null)
            DataCheck.FitsInput(Model, data);
        using var entered = Workers.Enter();
        _stages = TreeStages.Read(parameters, plan.Path, data);
        (Outputs, Units) = (_stages[^1].Path.U.Rows, [.. _stages.Select(stage => stage.Unit)]);
        DataOrigin = data is null ? null : (data.Name, data.Checksum);
        Nodes = new TreeGrowth(plan, _stages).Nodes;
        Curve = data is null ? [] : Explain(data);
    }

    private SpectralTree(SavedSpectra saved, TreePlan plan)
        : base(saved, plan.Name, plan.Path)
    {
        var tree = new SavedTree(saved, plan);
        (_plan, Nodes, Units, Curve, DataOrigin) = (plan, tree.Nodes, tree.Units, tree.Curve, tree.DataOrigin);
        Outputs = Nodes.Count(node => node.Parent is null);
    }

    /// <summary>The nodes in the order of growth, outputs first.</summary>
    public IReadOnlyList<TreeNode> Nodes { get; }

    /// <summary>The number of outputs, which are the first nodes.</summary>
    public int Outputs { get; }

    /// <summary>The number of bilinear layers between input and outputs.</summary>
    public int Layers => Units.Count;

    /// <summary>The data that decided the order and signs of the nodes, and on which the curve is measured; null for none, and for a tree that was read from a file.</summary>
    public DataSet? Data { get; }

    /// <summary>How much of the outputs the tree explains on <see cref="Data"/>, from the outputs alone to all nodes; empty without data.</summary>
    public IReadOnlyList<TreeFit> Curve { get; }

    /// <summary>ρ of each layer, the last coordinate of what its functionals are over.</summary>
    internal IReadOnlyList<double> Units { get; }

    /// <summary>Name and checksum of the data; null for none.</summary>
    internal (string Name, string Checksum)? DataOrigin { get; }

    private TreeStage[] Stages => _stages ?? throw new InvalidOperationException($"The tree of `{Name}` was read from a file, which has no weights: decompose the weights for what needs more.");

    /// <summary>Whether nothing was pruned, so that the tree equals the model.</summary>
    public bool IsWhole => Nodes.All(node => node.IsLeaf || node.IsWhole);

    /// <summary>Decomposes all layers of a plan's path.</summary>
    /// <param name="data">The samples that decide which node is grown next, and whose means replace the nodes that are not; null for none.</param>
    /// <exception cref="ArgumentException">The data have another shape, or a weight is NaN or infinite.</exception>
    public static SpectralTree Compute(ModelWeights weights, TreePlan plan, DataSet? data = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(plan);
        return Compute(ParameterReader.Of(weights), plan, data);
    }

    /// <summary>Reads the tree of a plan from a file. It has what was saved; what would have to be computed (<see cref="Evaluate"/>, <see cref="Explain"/>, a check) throws.</summary>
    /// <exception cref="SafeTensorsException">The file has no such tree, or it was made for another plan.</exception>
    public static SpectralTree Load(SavedSpectra saved, TreePlan plan)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(plan);
        return new SpectralTree(saved, plan);
    }

    internal static SpectralTree Compute(ParameterReader parameters, TreePlan plan, DataSet? data) => new(parameters, plan, data);

    /// <summary>Computes the outputs from the tree's first nodes, in double: [samples, outputs]. Nodes that are not known are replaced by their means over <see cref="Data"/>, or by zero without data.</summary>
    /// <param name="nodes">The number of nodes; null uses all.</param>
    /// <exception cref="ArgumentException">The samples have another length than the model's input.</exception>
    public Matrix Evaluate(DataSet data, int? nodes = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataCheck.FitsInput(Model, data);
        using var entered = Workers.Enter();
        var outputs = new Matrix(data.Count, Outputs);
        foreach (var (first, samples) in TreeStages.Chunks(data, Stages[0].Path))
        {
            var values = SumsOf(Stages[0].Path.Latent(samples)).Outputs(CountOf(nodes), Outputs).Transpose();
            values.Values.CopyTo(outputs.Values, first * Outputs);
        }

        return outputs;
    }

    /// <summary>Measures how much of the model's outputs the tree explains on a data set, as a curve over the number of nodes.</summary>
    /// <exception cref="ArgumentException">The samples have another length than the model's input.</exception>
    public IReadOnlyList<TreeFit> Explain(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataCheck.FitsInput(Model, data);
        using var entered = Workers.Enter();
        FoldedPath[] layers = [.. Stages.Select(stage => stage.Path)];
        var means = ReferenceEquals(data, Data) ? [.. Nodes.Take(Outputs).Select(node => node.MeanActivation)] : MeansOf(data, layers);
        TreeFitting[] fits = [.. CurvePoints().Select(nodes => new TreeFitting(nodes, means))];
        foreach (var (_, samples) in TreeStages.Chunks(data, layers[0]))
        {
            Matrix[] values = [.. TreeStages.Values(layers, samples)];
            var (sums, expected) = (SumsOf(values[0]), values[^1].Transpose());
            Workers.For(fits.Length, fit => fits[fit].Add(sums.Outputs(fits[fit].Nodes, Outputs), expected));
        }

        return [.. fits.Select(fit => fit.Fit())];
    }

    /// <summary>Compares a whole tree with the model's forward pass.</summary>
    /// <exception cref="InvalidOperationException">Something was pruned, or the path ends before the model's output.</exception>
    /// <exception cref="ArgumentException">The data have another shape.</exception>
    public Exactness Check(ForwardPass forward, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(data);
        if (!IsWhole)
            throw new InvalidOperationException($"The tree of `{Name}` is pruned, so it is not the model: Explain says how much of it is there. A larger budget and branch prune less.");
        if (Path.ToOutput is null)
            throw new InvalidOperationException($"The tree of `{Name}` cannot be compared with the forward pass of {Model.Name}: {Caveat ?? "it is no output of the model."}");
        var inputs = new float[data.Count * data.SampleLength];
        data.CopyInputs(0, inputs);
        var expected = new float[Matrix.LengthOf(data.Count, Outputs)];
        forward(inputs, expected);
        return Exactness.Of(Evaluate(data), Matrix.From(expected, Outputs));
    }

    internal override IEnumerable<KeyValuePair<string, string>> Metadata()
    {
        yield return new($"{Name}.tree.exactness", Caveat ?? (IsWhole ? "exact" : "pruned: see the curve"));
        yield return new($"{Name}.tree.formula", "f of a node of layer 0 = pictures·x + offsets, of another = Σ values·f² over its children + pruned; one without children stands for its mean");
        yield return new($"{Name}.tree.branch", _plan.Branch.ToString(CultureInfo.InvariantCulture));
        yield return new($"{Name}.tree.budget", _plan.Budget.ToString(CultureInfo.InvariantCulture));
        if (DataOrigin is not { } data)
            yield break;
        yield return new($"{Name}.tree.data", data.Name);
        yield return new($"{Name}.tree.data_checksum", data.Checksum);
    }

    internal override IEnumerable<NamedTensor> Tensors() => TreeTensors.Of($"{Name}.tree", this);

    private double[] MeansOf(DataSet data, FoldedPath[] layers)
    {
        var means = new double[Outputs];
        foreach (var (_, samples) in TreeStages.Chunks(data, layers[0]))
        {
            var expected = TreeStages.Values(layers, samples).Last();
            for (var row = 0; row < expected.Rows; row++)
                Vectors.AddScaled(means, 1.0 / data.Count, expected.Row(row));
        }

        return means;
    }

    private TreeSums SumsOf(Matrix latent) => new(Nodes, Units[0], latent);

    private int CountOf(int? nodes) => Math.Clamp(nodes ?? Nodes.Count, Outputs, Nodes.Count);

    // From the outputs alone to all nodes, each about half as many again as the one before.
    private IEnumerable<int> CurvePoints()
    {
        for (var nodes = Outputs; nodes < Nodes.Count; nodes = Math.Max(nodes + 1, nodes * 3 / 2))
            yield return nodes;
        yield return Nodes.Count;
    }
}
