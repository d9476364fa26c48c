namespace Bilinear.Spectral.Truncating;

/// <summary>Counts and sums over some samples, for each number of kept pairs.</summary>
internal sealed class TruncationTally(int size)
{
    private readonly Entry[] _entries = new Entry[size + 1];

    public ref Entry this[int kept] => ref _entries[kept];

    /// <summary>The largest |output| of the whole model.</summary>
    public double LargestOutput { get; set; }

    public void Add(TruncationTally other)
    {
        LargestOutput = Math.Max(LargestOutput, other.LargestOutput);
        for (var kept = 0; kept < _entries.Length; kept++)
            _entries[kept].Add(other._entries[kept]);
    }

    /// <param name="isLabelled">Whether the data have classes.</param>
    public TruncationPoint[] Points(int samples, int outputs, bool isLabelled) => [.. _entries.Skip(1).Select((entry, index) =>
    {
        var count = (double)samples * outputs;
        return new TruncationPoint(
            index + 1, isLabelled ? entry.Correct / (double)samples : double.NaN, entry.Agreeing / (double)samples, entry.Certified / (double)samples,
            new(entry.LargestError, entry.SumError / count), new(entry.LargestBound, entry.SumBound / count), new(entry.LargestLoose, entry.SumLoose / count));
    })];

    public struct Entry
    {
        public int Correct;
        public int Agreeing;
        public int Certified;
        public double LargestError;
        public double SumError;
        public double LargestBound;
        public double SumBound;
        public double LargestLoose;
        public double SumLoose;

        public void Add(in Entry other)
        {
            Correct += other.Correct;
            Agreeing += other.Agreeing;
            Certified += other.Certified;
            LargestError = Math.Max(LargestError, other.LargestError);
            SumError += other.SumError;
            LargestBound = Math.Max(LargestBound, other.LargestBound);
            SumBound += other.SumBound;
            LargestLoose = Math.Max(LargestLoose, other.LargestLoose);
            SumLoose += other.SumLoose;
        }

        /// <summary>One output of one sample.</summary>
        public void Add(double error, double bound, double loose)
        {
            LargestError = Math.Max(LargestError, error);
            SumError += error;
            LargestBound = Math.Max(LargestBound, bound);
            SumBound += bound;
            LargestLoose = Math.Max(LargestLoose, loose);
            SumLoose += loose;
        }
    }
}
