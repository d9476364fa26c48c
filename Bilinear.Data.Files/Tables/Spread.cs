namespace Bilinear.Data.Files.Tables;

/// <summary>Mean and standard deviation of numbers that come one after the other. Source: B. P. Welford, Technometrics 4 (1962), 419.</summary>
internal sealed class Spread
{
    private double _squares;

    public long Count { get; private set; }

    public double Mean { get; private set; }

    /// <summary>√(Σ (x − mean)² / n)</summary>
    public double Deviation => Count == 0 ? 0 : Math.Sqrt(_squares / Count);

    public void Add(double value)
    {
        Count++;
        var away = value - Mean;
        Mean += away / Count;
        _squares += away * (value - Mean);
    }
}
