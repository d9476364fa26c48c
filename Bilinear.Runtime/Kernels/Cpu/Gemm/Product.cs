using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Gemm;

/// <summary>Products and dual products: packs b unless it comes packed, then runs the chunks of the result.</summary>
internal static unsafe class Product
{
    public static void Run<TEpilogue>(Call call, View a, View b, bool isDual, in Operands operands) where TEpilogue : struct, IEpilogue
    {
        var columns = isDual ? b.LogicalColumns / 2 : b.LogicalColumns;
        var panels = PackJob.PanelsOf(columns, isDual);
        var job = new ProductJob<TEpilogue>
        {
            A = Factor.Hold(call, a),
            Rows = a.LogicalRows,
            Columns = columns,
            Depth = b.LogicalRows,
            IsDual = isDual,
            Elements = Elements.Hold<TEpilogue>(call, operands),
        };
        if (b.Packed is CpuPackedMatrix packed && packed.Fits(b, isDual))
        {
            job.Packed = call.Hold(packed.View).Start;
            Multiply(call, ref job, 0, panels);
            return;
        }
        var pack = new PackJob { B = Factor.Hold(call, b), Depth = job.Depth, IsDual = isDual, Columns = columns };
        var width = Blocking.TileColumns(Simd.Width);
        var panelSize = (long)job.Depth * width;
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

    public static CpuPackedMatrix Pack(Call call, View b, bool isDual, CpuPackedMatrix packed)
    {
        var columns = isDual ? b.LogicalColumns / 2 : b.LogicalColumns;
        var pack = new PackJob
        {
            B = Factor.Hold(call, b),
            Depth = b.LogicalRows,
            IsDual = isDual,
            Columns = columns,
            Panels = PackJob.PanelsOf(columns, isDual),
            Packed = call.Hold(packed.View).Start,
        };
        call.Run(ref pack, pack.Chunks);
        return packed;
    }

    private static void Multiply<TEpilogue>(Call call, ref ProductJob<TEpilogue> job, int firstPanel, int panels) where TEpilogue : struct, IEpilogue
    {
        job.FirstPanel = firstPanel;
        job.Panels = panels;
        job.Blocking = new Blocking(job.Rows, panels * Blocking.TileColumns(Simd.Width), job.Depth);
        call.Run(ref job, job.Chunks);
    }
}
