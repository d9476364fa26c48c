using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Kernels;

public abstract partial class KernelTests
{
    private static readonly AttentionScores[] BothScores = [AttentionScores.Softmax, AttentionScores.Bilinear];

    // Lengths of texts, heads, heads of keys, size of a head.
    public static TheoryData<int[], int, int, int> Attentions => new()
    {
        { [1], 1, 1, 1 },
        { [7, 1, 13], 2, 1, 7 },
        { [31, 33], 2, 2, 13 },
        { [2, 65, 1], 4, 2, 16 },
        { [127], 1, 1, 33 },
        { [256, 0, 50], 2, 1, 32 },
        { [100, 97], 1, 1, 65 },
    };

    [Theory]
    [MemberData(nameof(Attentions))]
    public void Attention_AndItsAdjoint(int[] lengths, int heads, int keyHeads, int size)
    {
        foreach (var scores in BothScores)
        {
            foreach (var isCausal in new[] { true, false })
            {
                var shape = new AttentionShape(heads, keyHeads, isCausal, scores);
                var (q, k, v) = AttentionInputs(lengths.Sum(), size, shape);
                var dO = Matrix.Random(q.Rows, heads * size, 4);
                var texts = TextsOf(lengths);
                var (onQ, onK, onV) = (Put(q, gap: 3), Put(k, gap: 1), Put(v, gap: 2));
                var (o, logSums) = (Room(q.Rows, heads * size, gap: 5), Room(q.Rows, heads, gap: 1));
                var (dq, dk, dv) = (Room(q.Rows, q.Columns, gap: 1), Room(k.Rows, k.Columns, gap: 2), Room(v.Rows, v.Columns, gap: 3));
                var isSoftmax = scores == AttentionScores.Softmax;
                Device.Attention(onQ, onK, onV, texts, o, isSoftmax ? logSums : default, shape);
                Device.AttentionAdjoint(onQ, onK, onV, isSoftmax ? o : default, isSoftmax ? logSums : default, Put(dO, gap: 4), texts, dq, dk, dv, shape);
                var expected = ReferenceKernels.Attention(q, k, v, lengths, shape);
                AssertClose(expected.O, Get(o));
                if (isSoftmax)
                    AssertClose(expected.LogSums, Get(logSums));
                var adjoints = ReferenceKernels.AttentionAdjoint(q, k, v, dO, lengths, shape);
                AssertClose(adjoints.Dq, Get(dq));
                AssertClose(adjoints.Dk, Get(dk));
                AssertClose(adjoints.Dv, Get(dv));
            }
        }
    }

    [Fact]
    public void Attention_OfHugeScores_DoesNotOverflow()
    {
        var shape = new AttentionShape(1, 1, true, AttentionScores.Softmax);
        var (q, k, v) = (Matrix.From(130, 4, (_, _) => 100), Matrix.From(130, 4, (i, _) => i % 3 == 0 ? 100 : -100), Matrix.Random(130, 4, 3));
        var (o, logSums) = (Room(130, 4), Room(130, 1));
        Device.Attention(Put(q), Put(k), Put(v), TextsOf(130), o, logSums, shape);
        var expected = ReferenceKernels.Attention(q, k, v, [130], shape);
        AssertClose(expected.O, Get(o));
        AssertClose(expected.LogSums, Get(logSums));
    }

    [Fact]
    public void WhatComesLater_ChangesNoBitOfAttention()
    {
        const int length = 150, kept = 101;
        foreach (var scores in BothScores)
        {
            var shape = new AttentionShape(2, 1, true, scores);
            var (q, k, v) = AttentionInputs(length, 20, shape);
            var whole = Attend(q, k, v, length);
            var shorter = Attend(Head(q), Head(k), Head(v), kept);
            Matrix[] changed = [Matrix.From(length, q.Columns, (i, j) => q[i, j]), Matrix.From(length, k.Columns, (i, j) => k[i, j]), Matrix.From(length, v.Columns, (i, j) => v[i, j])];
            foreach (var matrix in changed)
                matrix.Values.AsSpan(kept * matrix.Columns).Fill(float.NaN);
            var poisoned = Attend(changed[0], changed[1], changed[2], length);
            Assert.Equal(shorter, whole[..shorter.Length]);
            Assert.Equal(shorter, poisoned[..shorter.Length]);
            Assert.All(poisoned[shorter.Length..], x => Assert.Equal(float.NaN, x));

            float[] Attend(Matrix q, Matrix k, Matrix v, int length)
            {
                var o = Room(length, 40);
                Device.Attention(Put(q), Put(k), Put(v), TextsOf(length), o, default, shape);
                return Get(o).Values;
            }
        }

        static Matrix Head(Matrix x) => Matrix.From(kept, x.Columns, (i, j) => x[i, j]);
    }

    [Fact]
    public void AText_IsAttendedTo_AsIfItWereAlone()
    {
        int[] lengths = [40, 70, 17];
        foreach (var scores in BothScores)
        {
            var shape = new AttentionShape(2, 2, false, scores);
            var (q, k, v) = AttentionInputs(127, 24, shape);
            var (onQ, onK, onV, dO) = (Put(q), Put(k), Put(v), Put(Matrix.Random(127, 48, 4)));
            var together = Run(onQ, onK, onV, dO, lengths);
            var alone = Enumerable.Range(0, 3).Select(text => (Start: lengths[..text].Sum(), Length: lengths[text]))
                .Select(text => Run(Rows(onQ, text), Rows(onK, text), Rows(onV, text), Rows(dO, text), text.Length)).ToArray();
            for (var i = 0; i < together.Length; i++)
                Assert.Equal(together[i], alone.SelectMany(results => results[i]));

            float[][] Run(View q, View k, View v, View dO, params int[] lengths)
            {
                var (o, logSums, texts) = (Room(q.Rows, 48), Room(q.Rows, 2), TextsOf(lengths));
                var (dq, dk, dv) = (Room(q.Rows, q.Columns), Room(q.Rows, k.Columns), Room(q.Rows, v.Columns));
                Device.Attention(q, k, v, texts, o, logSums, shape);
                Device.AttentionAdjoint(q, k, v, o, logSums, dO, texts, dq, dk, dv, shape);
                return [Get(o).Values, Get(dq).Values, Get(dk).Values, Get(dv).Values];
            }
        }

        static View Rows(View view, (int Start, int Length) text) => view with { Offset = view.Offset + text.Start * view.RowStride, Rows = text.Length };
    }

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void Attention_CarriesAQueryThatIsNotFinite_InItsRowAndHead(float value)
    {
        var shape = new AttentionShape(2, 1, true, AttentionScores.Softmax);
        var (q, k, v) = AttentionInputs(37, 9, shape);
        var (clean, poisoned) = (Room(37, 18), Room(37, 18));
        Device.Attention(Put(q), Put(k), Put(v), TextsOf(37), clean, default, shape);
        q[36, 17] = value;
        Device.Attention(Put(q), Put(k), Put(v), TextsOf(37), poisoned, default, shape);
        var (without, with) = (Get(clean), Get(poisoned));
        for (var i = 0; i < 37; i++)
            for (var j = 0; j < 18; j++)
                Assert.Equal(i == 36 && j >= 9 ? float.NaN : without[i, j], with[i, j]);
    }

    // Texts of which some get many positions at a time, some one, some none.
    [Theory]
    [InlineData(2, 1, 32)]
    [InlineData(4, 2, 16)]
    [InlineData(3, 3, 7)]
    public void CachedAttention_GivesWhatAttentionGives(int heads, int keyHeads, int size)
    {
        const int context = 140;
        int[] lengths = [140, 33, 100];
        int[][] turns = [[1, 0, 99], [97, 32, 0], [1, 1, 1], [1, 0, 0], [40, 0, 0]];
        foreach (var scores in BothScores)
        {
            var shape = new AttentionShape(heads, keyHeads, true, scores);
            var (q, k, v) = AttentionInputs(lengths.Sum(), size, shape);
            var expected = Room(q.Rows, heads * size);
            Device.Attention(Put(q), Put(k), Put(v), TextsOf(lengths), expected, default, shape);
            var uncached = Get(expected);
            var cache = new KeyValueCache(Room(3 * context, k.Columns, gap: 2), Room(3 * context, v.Columns, gap: 1), context);
            var done = new int[3];
            foreach (var counts in turns)
            {
                int[] rows = [.. Enumerable.Range(0, 3).SelectMany(text => Enumerable.Range(lengths[..text].Sum() + done[text], counts[text]))];
                int[] positions = [.. Enumerable.Range(0, 3).SelectMany(text => Enumerable.Range(done[text], counts[text]))];
                var o = Room(rows.Length, heads * size, gap: 1);
                Device.CachedAttention(Put(Pick(q), gap: 1), Put(Pick(k), gap: 2), Put(Pick(v), gap: 3), TextsOf(counts) with { Positions = Put(positions, column: true) }, cache, o, shape);
                AssertSame(Pick(uncached), Get(o));
                for (var text = 0; text < 3; text++)
                    done[text] += counts[text];

                Matrix Pick(Matrix x) => Matrix.From(rows.Length, x.Columns, (i, j) => x[rows[i], j]);
            }
            Assert.Equal(lengths, done);
        }

        // Bit by bit on the CPU.
        void AssertSame(Matrix expected, Matrix actual)
        {
            AssertClose(expected, actual);
            if (Device.Kind == DeviceKind.Cpu)
                Assert.Equal(expected.Values, actual.Values);
        }
    }

    [Fact]
    public void AttentionOfWhatDoesNotFit_IsRefused()
    {
        var shape = new AttentionShape(4, 2, true, AttentionScores.Softmax);
        var (texts, q, kv, o) = (TextsOf(5), Room(5, 24), Room(5, 12), Room(5, 24));
        var cache = new KeyValueCache(Room(9, 12), Room(9, 12), 9);
        Refused("q", () => Device.Attention(Room(5, 25), kv, kv, texts, o, default, shape));
        Refused("k", () => Device.Attention(q, Room(4, 12), kv, texts, o, default, shape));
        Refused("v", () => Device.Attention(q, kv, Room(5, 13), texts, o, default, shape));
        Refused("o", () => Device.Attention(q, kv, kv, texts, Room(5, 12), default, shape));
        Refused("logSums", () => Device.Attention(q, kv, kv, texts, o, Room(5, 2), shape));
        Refused("k", () => Device.Attention(q, kv, kv, texts, o, default, shape with { Scores = AttentionScores.Bilinear } with { KeyHeads = 4 }));
        Refused("shape", () => Device.Attention(q, kv, kv, texts, o, default, shape with { Heads = 5 }));
        Refused("shape", () => Device.Attention(q, kv, kv, texts, o, default, shape with { KeyHeads = 0 }));
        Refused("texts", () => Device.Attention(q, kv, kv, texts with { Positions = Put([0, 1], column: true) }, o, default, shape));
        Refused("logSums", () => Device.AttentionAdjoint(q, kv, kv, o, default, o, texts, q, kv, kv, shape));
        Refused("dO", () => Device.AttentionAdjoint(q, kv, kv, o, Room(5, 4), Room(5, 12), texts, q, kv, kv, shape));
        Refused("dk", () => Device.AttentionAdjoint(q, kv, kv, o, Room(5, 4), o, texts, q, q, kv, shape));
        Refused("cache", () => Device.CachedAttention(q, kv, kv, texts, cache with { Context = 10 }, o, shape));
        Refused("shape", () => Device.CachedAttention(q, kv, kv, texts, cache, o, shape with { IsCausal = false }));
    }

    // Larger queries than keys, so that the running maximum moves.
    private static (Matrix Q, Matrix K, Matrix V) AttentionInputs(int rows, int size, AttentionShape shape)
    {
        var factors = shape.Scores == AttentionScores.Bilinear ? 2 : 1;
        var q = Matrix.Random(rows, factors * shape.Heads * size, 1);
        return (Matrix.From(rows, q.Columns, (i, j) => 3 * q[i, j]), Matrix.Random(rows, factors * shape.KeyHeads * size, 2), Matrix.Random(rows, shape.KeyHeads * size, 3));
    }

    private Texts TextsOf(params int[] lengths)
    {
        var starts = lengths.Aggregate(new List<int> { 0 }, (starts, length) => [.. starts, starts[^1] + length]);
        return new Texts(Put([.. starts]), Put([.. lengths.SelectMany(length => Enumerable.Range(0, length))], column: true));
    }
}
