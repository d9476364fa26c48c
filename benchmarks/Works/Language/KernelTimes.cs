namespace Bilinear.Benchmarks.Works.Language;

/// <summary>What a kernel is for, in the split of a training step.</summary>
internal enum Part
{
    Products,
    Attention,
    Head,
    Optimizer,
    Rest,
}

/// <summary>A kernel, and the sizes that it was called with.</summary>
internal readonly record struct Kernel(Part Part, string Name, int Rows, int Columns, int Depth = 0);

/// <summary>The time that kernels took, by kernel and size.</summary>
internal sealed class KernelTimes
{
    /// <summary>What the parts are called, in their order.</summary>
    public static readonly string[] Parts = ["products", "attention", "head with loss", "optimizer", "rest"];

    private readonly Dictionary<Kernel, (int Calls, TimeSpan Time)> _spent = [];

    public IReadOnlyDictionary<Kernel, (int Calls, TimeSpan Time)> Spent => _spent;

    public void Add(in Kernel kernel, TimeSpan time)
    {
        var (calls, before) = _spent.GetValueOrDefault(kernel);
        _spent[kernel] = (calls + 1, before + time);
    }

    /// <summary>Seconds of each part.</summary>
    public double[] ByPart() => [.. Enum.GetValues<Part>().Select(part => _spent.Where(entry => entry.Key.Part == part).Sum(entry => entry.Value.Time.TotalSeconds))];

    public void Clear() => _spent.Clear();
}
