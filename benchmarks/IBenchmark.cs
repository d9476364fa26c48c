using Bilinear.Benchmarks.Measuring;
using Bilinear.Devices;

namespace Bilinear.Benchmarks;

/// <summary>A list of cases. Add one in a file of its own, in Works/, and to the list in Program.cs.</summary>
internal interface IBenchmark
{
    IEnumerable<Case> Cases { get; }

    /// <summary>What the results say together, in a line below the table; null for nothing.</summary>
    string? Remark(IReadOnlyList<Result> results) => null;
}

/// <summary>One line of the table: a piece of work of ours, and what it stands beside.</summary>
/// <param name="Ours">Prepares our side on a CPU device with the wanted number of threads.</param>
internal sealed record Case(string Name, string Size, Func<Device, IMeasured> Ours)
{
    /// <summary>Floating-point operations of one run, of which a multiply-add is two; 0 where counting them says nothing.</summary>
    public double Operations { get; init; }

    /// <summary>The request that prepares PyTorch's side, see peer/Program.cs; the number of threads is added. Null for none.</summary>
    public string? Peer { get; init; }

    /// <summary>Work of our own to stand beside, in PyTorch's place.</summary>
    public Func<Device, IMeasured>? Beside { get; init; }

    /// <summary>What else the machine is doing meanwhile.</summary>
    public Func<IDisposable>? Meanwhile { get; init; }

    /// <summary>The largest ratio that we want to see; 0 for none.</summary>
    public double AtMost { get; init; }

    /// <summary>The same for more than one thread, where that is another.</summary>
    public double? AtMostOnSeveral { get; init; }
}
