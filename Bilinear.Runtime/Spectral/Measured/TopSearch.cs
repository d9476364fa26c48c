using System.Numerics;
using System.Runtime.InteropServices;
using Bilinear.Kernels;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Measured;

/// <summary>Searches a data set for the samples with the largest (v·ĥ)² of each vector; it finds them in float and then measures them in double.</summary>
internal sealed class TopSearch
{
    // The number of vectors that one task handles.
    private const int BlockColumns = 256;

    private readonly Matrix _pictures;
    private readonly LayerInputs _inputs;

    /// <param name="pictures">Aᵀv, one row each: v·ĥ = Aᵀv·x + v·a.</param>
    /// <param name="shifts">v·a.</param>
    public TopSearch(Matrix pictures, double[] shifts, LayerInputs inputs)
    {
        (_pictures, _inputs) = (pictures, inputs);
        Top = new (int, double)[pictures.Rows * Responses.Top];
        Top.AsSpan().Fill((-1, 0));
        Find(Array.ConvertAll(shifts, shift => (float)shift));
        Workers.For(pictures.Rows, vector => Measure(vector, shifts[vector]));
    }

    /// <summary>The three top samples of each vector, strongest first; the index is −1 where the data have fewer.</summary>
    public (int Sample, double Projection)[] Top { get; }

    private void Find(float[] shifts)
    {
        using var pass = new SamplePass(_inputs.Data, _pictures);
        var thresholds = new float[_pictures.Rows];
        thresholds.AsSpan().Fill(-1);
        var projections = Array.Empty<float>();
        foreach (var (first, products) in pass.Chunks())
        {
            if (projections.Length != products.Rows * products.Columns)
                projections = new float[products.Rows * products.Columns];
            products.Memory.Read(projections);
            var chunk = projections;
            Workers.For(Ceiling.Divide(_pictures.Rows, BlockColumns), block =>
            {
                var columns = new Range(block * BlockColumns, Math.Min(_pictures.Rows, (block + 1) * BlockColumns));
                for (var row = 0; row < products.Rows; row++)
                    Scan(chunk.AsSpan(row * _pictures.Rows, _pictures.Rows)[columns], shifts.AsSpan(columns), thresholds.AsSpan(columns), columns.Start.Value, first + row);
            });
        }
    }

    // Hardly any projection is among the three largest, so whole SIMD vectors of them are skipped at once.
    private void Scan(Span<float> projections, Span<float> shifts, Span<float> thresholds, int first, int sample)
    {
        var p = MemoryMarshal.Cast<float, Vector<float>>(projections);
        var s = MemoryMarshal.Cast<float, Vector<float>>(shifts);
        var t = MemoryMarshal.Cast<float, Vector<float>>(thresholds);
        for (var index = 0; index < p.Length; index++)
        {
            if (!Vector.GreaterThanAny(Vector.Abs(p[index] + s[index]), t[index]))
                continue;
            for (var lane = index * Vector<float>.Count; lane < (index + 1) * Vector<float>.Count; lane++)
                Insert(first + lane, sample, projections[lane] + shifts[lane], ref thresholds[lane]);
        }

        for (var rest = p.Length * Vector<float>.Count; rest < projections.Length; rest++)
            Insert(first + rest, sample, projections[rest] + shifts[rest], ref thresholds[rest]);
    }

    // The earlier of two equal samples stays ahead.
    private void Insert(int vector, int sample, float projection, ref float threshold)
    {
        var magnitude = Math.Abs(projection);
        if (!(magnitude > threshold))
            return;
        var top = Top.AsSpan(vector * Responses.Top, Responses.Top);
        var place = Responses.Top - 1;
        for (; place > 0 && (top[place - 1].Sample < 0 || magnitude > Math.Abs(top[place - 1].Projection)); place--)
            top[place] = top[place - 1];
        top[place] = (sample, projection);
        if (top[^1].Sample >= 0)
            threshold = (float)Math.Abs(top[^1].Projection);
    }

    private void Measure(int vector, double shift)
    {
        var sample = new float[_inputs.Data.SampleLength];
        var wide = new double[sample.Length];
        var top = Top.AsSpan(vector * Responses.Top, Responses.Top);
        foreach (ref var input in top)
        {
            if (input.Sample < 0)
                continue;
            _inputs.Data.CopyInputs(input.Sample, sample);
            for (var index = 0; index < wide.Length; index++)
                wide[index] = sample[index];
            input.Projection = Vectors.Dot(_pictures.Row(vector), wide) + shift;
        }

        top.Sort((left, right) => (right.Sample >= 0).CompareTo(left.Sample >= 0) is not 0 and var order
            ? order
            : Math.Abs(right.Projection).CompareTo(Math.Abs(left.Projection)) is not 0 and var larger ? larger : left.Sample.CompareTo(right.Sample));
    }
}
