using Bilinear.Kernels.Cpu.Gemm.Panels;
using Bilinear.Kernels.Cpu.Gemm.Tiles;
using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>
/// Runs products and dual products. A factor that several chunks read is packed before they run; a factor that one chunk reads is
/// packed by that chunk, into its core's cache. With many rows, b is packed first and a by block; with few, a is packed first and
/// b by panel. b may also be packed already. What is read only a few times is read where it lies: a always, where its rows do not compete for
/// the cache, and b with few rows, where its columns are whole vectors.
/// </summary>
internal static unsafe class Product
{
    public static void Run<TEpilogue>(Call call, View a, View b, bool isDual, in Operands operands) where TEpilogue : struct, IEpilogue
    {
        var left = new LeftPanels { A = Factor.Hold(call, a), Rows = a.LogicalRows };
        var elements = Elements.Hold<TEpilogue>(call, operands);
        if (b.Packed is CpuPackedMatrix packed && packed.Fits(b, isDual))
            Run<TEpilogue>(call, left, RightPanels.Of(default, b, isDual), call.Hold(packed.View).Start, elements);
        else
            Run<TEpilogue>(call, left, RightPanels.Of(Factor.Hold(call, b), b, isDual), null, elements);
    }

    /// <param name="packed">The panels of the right factor if they are packed already, else null.</param>
    public static void Run<TEpilogue>(Call call, in LeftPanels left, in RightPanels right, float* packed, in Elements elements) where TEpilogue : struct, IEpilogue
    {
        var job = new ProductJob<TEpilogue> { Left = left, Right = right, Packed = packed, Elements = elements };
        // Below a tile, the rows of a panel are padded to one, which is less work than the tiles that they would fill.
        job.IsLeftInPlace = left.A.CanBeReadInPlace && left.Rows >= Blocking.TileRows(Simd.Width);
        var hasFewRows = left.Rows <= Blocking.MaxRowsOfOneBlock;
        job.IsRightInPlace = packed is null && hasFewRows && job.IsLeftInPlace && right.CanBeReadInPlace;
        if (packed is not null || (hasFewRows && job.IsLeftInPlace))
            Multiply(call, ref job, 0, right.Count);
        else if (hasFewRows)
            PackLeftAndMultiply(call, ref job);
        else
            PackRightAndMultiply(call, ref job);
    }

    public static CpuPackedMatrix Pack(Call call, View b, bool isDual, CpuPackedMatrix packed)
    {
        Pack(call, RightPanels.Of(Factor.Hold(call, b), b, isDual), call.Hold(packed.View).Start);
        return packed;
    }

    /// <summary>Packs all panels of a right factor.</summary>
    public static void Pack(Call call, in RightPanels right, float* packed)
    {
        var pack = new PackJob { Right = right, Packed = packed, Panels = right.Count };
        call.Run(ref pack, pack.Chunks);
    }

    private static void PackLeftAndMultiply<TEpilogue>(Call call, ref ProductJob<TEpilogue> job) where TEpilogue : struct, IEpilogue
    {
        var pack = new PackRowsJob { Left = job.Left, Depth = job.Right.Depth, BlockDepth = Blocking.BlockDepth(job.Right.Depth) };
        job.PackedLeft = pack.Packed = call.Shared((long)job.Left.PaddedRows(Blocking.TileRows(Simd.Width)) * pack.Depth);
        call.Run(ref pack, pack.Chunks);
        Multiply(call, ref job, 0, job.Right.Count);
    }

    private static void PackRightAndMultiply<TEpilogue>(Call call, ref ProductJob<TEpilogue> job) where TEpilogue : struct, IEpilogue
    {
        var pack = new PackJob { Right = job.Right };
        var panels = job.Right.Count;
        var width = Blocking.TileColumns(Simd.Width);
        var panelSize = (long)job.Right.Depth * width;
        var panelsPerPass = (int)Math.Max(Blocking.MaxColumns / width, Blocking.MaxPacked / Math.Max(1, panelSize));
        job.Packed = pack.Packed = call.Shared(Math.Min(panels, panelsPerPass) * panelSize);
        for (var first = 0; first < panels; first += panelsPerPass)
        {
            pack.FirstPanel = first;
            pack.Panels = Math.Min(panelsPerPass, panels - first);
            call.Run(ref pack, pack.Chunks);
            Multiply(call, ref job, first, pack.Panels);
        }
    }

    private static void Multiply<TEpilogue>(Call call, ref ProductJob<TEpilogue> job, int firstPanel, int panels) where TEpilogue : struct, IEpilogue
    {
        job.FirstPanel = firstPanel;
        job.Panels = panels;
        job.Blocking = new Blocking(job.Left.Rows, panels * Blocking.TileColumns(Simd.Width), job.Right.Depth, packs: job.Packed is null, call.Threads);
        call.Run(ref job, job.Chunks);
    }
}
