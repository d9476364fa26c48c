using System.Runtime.CompilerServices;
using Bilinear.Kernels.Cpu.Fetching;
using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu;

/// <summary>The <see cref="Operands"/> of a call, which an epilogue reads and writes, held for its duration.</summary>
internal unsafe struct Elements
{
    public Strided In0;
    public Strided In1;
    public Strided In2;
    public Strided In3;
    public Strided Out0;
    public Strided Out1;
    public Strided Out2;

    public static Elements Hold<TEpilogue>(Call call, in Operands operands) where TEpilogue : struct, IEpilogue => new()
    {
        In0 = TEpilogue.Inputs > 0 ? call.Hold(operands.In0) : default,
        In1 = TEpilogue.Inputs > 1 ? call.Hold(operands.In1) : default,
        In2 = TEpilogue.Inputs > 2 ? call.Hold(operands.In2) : default,
        In3 = TEpilogue.Inputs > 3 ? call.Hold(operands.In3) : default,
        Out0 = TEpilogue.Outputs > 0 ? call.Hold(operands.Out0) : default,
        Out1 = TEpilogue.Outputs > 1 ? call.Hold(operands.Out1) : default,
        Out2 = TEpilogue.Outputs > 2 ? call.Hold(operands.Out2) : default,
    };

    /// <summary>Fetches what <see cref="Finish"/> will read and write at a vector, while something else is computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Fetch<TEpilogue, TFetch>(long row, long column, ref TFetch fetch) where TEpilogue : struct, IEpilogue where TFetch : struct, IFetch
    {
        if (TEpilogue.Inputs > 0)
            fetch.Add(In0.Row(row) + column);
        if (TEpilogue.Inputs > 1)
            fetch.Add(In1.Row(row) + column);
        if (TEpilogue.Inputs > 2)
            fetch.Add(In2.Row(row) + column);
        if (TEpilogue.Inputs > 3)
            fetch.Add(In3.Row(row) + column);
        if (TEpilogue.Outputs > 0)
            fetch.Add(Out0.Row(row) + column);
        if (TEpilogue.Outputs > 1)
            fetch.Add(Out1.Row(row) + column);
        if (TEpilogue.Outputs > 2)
            fetch.Add(Out2.Row(row) + column);
    }

    /// <summary>
    /// Computes Out…[row, column…] = E(left, right, In…[row, column…]) for one vector of columns, or for the <paramref name="count"/>
    /// columns that are left of the row.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Finish<TVector, TEpilogue>(TVector left, TVector right, long row, long column, long count)
        where TVector : unmanaged, IVector<TVector> where TEpilogue : struct, IEpilogue
    {
        Unsafe.SkipInit(out Registers<TVector> at);
        at.Left = left;
        at.Right = right;
        if (TEpilogue.Inputs > 0)
            at.In0 = Tail.Load<TVector>(In0.Row(row) + column, count);
        if (TEpilogue.Inputs > 1)
            at.In1 = Tail.Load<TVector>(In1.Row(row) + column, count);
        if (TEpilogue.Inputs > 2)
            at.In2 = Tail.Load<TVector>(In2.Row(row) + column, count);
        if (TEpilogue.Inputs > 3)
            at.In3 = Tail.Load<TVector>(In3.Row(row) + column, count);
        TEpilogue.Apply(ref at);
        if (TEpilogue.Outputs > 0)
            Tail.Store(at.Out0, Out0.Row(row) + column, count);
        if (TEpilogue.Outputs > 1)
            Tail.Store(at.Out1, Out1.Row(row) + column, count);
        if (TEpilogue.Outputs > 2)
            Tail.Store(at.Out2, Out2.Row(row) + column, count);
    }
}
