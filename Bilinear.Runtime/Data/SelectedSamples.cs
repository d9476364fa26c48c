using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bilinear.Data;

/// <summary>Gives some of the samples of another store, in an order of its own. Nothing is copied.</summary>
internal sealed class SelectedSamples(Samples all, int[] samples) : Samples(all.Length)
{
    public override int Count => samples.Length;

    public override void Copy(int index, Span<float> destination) => all.Copy(samples[index], destination);

    public override void Hash(IncrementalHash hash)
    {
        var sample = new float[Length];
        for (var i = 0; i < Count; i++)
        {
            Copy(i, sample);
            hash.AppendData(MemoryMarshal.AsBytes(sample.AsSpan()));
        }
    }

    // The store was looked through when its data set was made.
    public override string? FindNotFinite(IReadOnlyList<int> shape) => null;
}
