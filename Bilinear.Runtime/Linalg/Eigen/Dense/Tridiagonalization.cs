using System.Numerics;
using Bilinear.Kernels;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Dense;

/// <summary>
/// A = H T Hᵀ with T tridiagonal and H = H_{n−1} … H_3 H_2 a product of reflectors H_k = I − τ_k v_k v_kᵀ, by Householder's
/// method in panels: the rows from below, so that what is left begins at the matrix's first element. Within a panel the
/// matrix stands still, and its products are corrected by the panel's v and w (A ← A − v wᵀ − w vᵀ); behind it all of them
/// are subtracted in one product (Dongarra, Sorensen and Hammarling, 1989; LAPACK's sytrd).
/// </summary>
internal sealed unsafe class Tridiagonalization<T, TLanes> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Rows of a panel: more rows make corrections expensive, fewer make the product of the update shallow.</summary>
    private const int Panel = 16;

    /// <summary>Elements of the triangle that are worth another thread's start: about 4 µs.</summary>
    private const int ChunkElements = 1 << 15;

    private const int MaxChunks = 16;

    private readonly SquareBlock<T> _a;
    private readonly Workers _workers;
    private readonly T* _panel;         // v, w and v again: [3, Panel, stride]
    private readonly T* _turned;        // v and w as columns: [n, 2 Panel]
    private readonly T* _partial;       // [MaxChunks, stride]
    private readonly T* _factors;       // [2 Panel]

    /// <param name="a">Full, padded with zeros; overwritten by the reflectors.</param>
    public Tridiagonalization(SquareBlock<T> a, NativeArena memory, Workers workers)
    {
        (_a, _workers) = (a, workers);
        Diagonal = memory.Take<double>(a.Stride);
        OffDiagonal = memory.Take<double>(a.Stride);
        Scales = memory.Take<double>(a.Stride);
        _panel = memory.Take<T>(3 * Panel * a.Stride);
        _turned = memory.Take<T>(2 * Panel * a.Stride);
        _partial = memory.Take<T>(MaxChunks * a.Stride);
        _factors = memory.Take<T>(2 * Panel);
    }

    public double* Diagonal { get; }

    /// <summary>Entry k couples k and k + 1.</summary>
    public double* OffDiagonal { get; }

    /// <summary>τ_k; zero for no reflection.</summary>
    public double* Scales { get; }

    public static long MemoryOf(long stride) =>
        (3 * NativeArena.SizeOf<double>(stride)) + NativeArena.SizeOf<T>(3 * Panel * stride) + NativeArena.SizeOf<T>(2 * Panel * stride) + NativeArena.SizeOf<T>(MaxChunks * stride) + NativeArena.SizeOf<T>(2 * Panel);

    private T* V(int place) => _panel + (place * _a.Stride);

    private T* W(int place) => _panel + ((Panel + place) * _a.Stride);

    private T* VAgain(int place) => _panel + (((2 * Panel) + place) * _a.Stride);

    public void Run()
    {
        for (var end = _a.Size; end > 0;)
        {
            var start = (end - 1) / Panel * Panel;
            for (var k = end - 1; k >= start; k--)
                ReduceRow(k, end - 1 - k);
            UpdateRowsBefore(start);
            end = start;
        }
    }

    private void ReduceRow(int k, int place)
    {
        var row = _a.Row(k);
        UpdateRow(row, k, place);
        Diagonal[k] = double.CreateTruncating(row[k]);
        var length = _a.Padded(k);
        new Span<T>(row + k, _a.Padded(k + 1) - k).Clear();
        if (k > 0)
            (OffDiagonal[k - 1], Scales[k]) = Reflect(row, k);

        new Span<T>(V(place), _a.Stride).Clear();
        new Span<T>(W(place), _a.Stride).Clear();
        if (k > 0 && Scales[k] != 0)
        {
            new Span<T>(row, k).CopyTo(new Span<T>(V(place), k));
            Multiply(row, W(place), k);
            Correct(row, W(place), length, place);
            Finish(row, W(place), Scales[k], k, length);
        }

        new Span<T>(V(place), _a.Stride).CopyTo(new Span<T>(VAgain(place), _a.Stride));
    }

    // a_k −= Σ v w_k + w v_k
    private void UpdateRow(T* row, int k, int place)
    {
        var length = _a.Padded(k + 1);
        for (var j = 0; j < place; j++)
            (_factors[j], _factors[Panel + j]) = (W(j)[k], V(j)[k]);
        Rows<T, TLanes>.Subtract(row, V(0), _a.Stride, _factors, place, length);
        Rows<T, TLanes>.Subtract(row, W(0), _a.Stride, _factors + Panel, place, length);
    }

    // x [k] becomes v with v_{k−1} = 1, so that (I − τ v vᵀ) x = (0, …, 0, e); gives e and τ.
    private (double OffDiagonal, double Scale) Reflect(T* x, int k)
    {
        var last = double.CreateTruncating(x[k - 1]);
        x[k - 1] = T.Zero;
        var length = _a.Padded(k);
        var others = Math.Sqrt(Rows<T, TLanes>.PreciseDot(x, x, length));

        // Squares of what is smaller are lost, and it is no part of a matrix of entries about 1.
        if (others < (sizeof(T) == sizeof(float) ? 1e-17 : 1e-140))
        {
            new Span<T>(x, k).Clear();
            return (last, 0);
        }

        var offDiagonal = -Math.CopySign(Math.Sqrt((last * last) + (others * others)), last);
        Rows<T, TLanes>.Scale(x, T.CreateTruncating(1 / (last - offDiagonal)), length);
        x[k - 1] = T.One;
        return (offDiagonal, (offDiagonal - last) / offDiagonal);
    }

    // y = A x over the first k rows, in chunks of about equal area whose sums are added in order
    private void Multiply(T* x, T* y, int k)
    {
        var rows = _a.Padded(k);
        var chunks = Math.Clamp((int)((long)k * k / (2 * ChunkElements)), 1, MaxChunks);
        if (chunks == 1)
        {
            SymmetricProduct<T, TLanes>.Add(_a.Start, _a.Stride, 0, rows, x, y);
            return;
        }

        _workers.Run(chunks, chunk =>
        {
            var partial = _partial + (chunk * _a.Stride);
            var end = Boundary(chunk + 1);
            new Span<T>(partial, end).Clear();
            SymmetricProduct<T, TLanes>.Add(_a.Start, _a.Stride, Boundary(chunk), end, x, partial);
        });
        for (var chunk = 0; chunk < chunks; chunk++)
            Rows<T, TLanes>.AddScaled(y, T.One, _partial + (chunk * _a.Stride), Boundary(chunk + 1));

        int Boundary(int chunk) => chunk == chunks ? rows : _a.Padded((int)(rows * Math.Sqrt((double)chunk / chunks)));
    }

    // y −= Σ v (w·x) + w (v·x)
    private void Correct(T* x, T* y, int length, int place)
    {
        Rows<T, TLanes>.Dots(W(0), _a.Stride, place, x, length, _factors);
        Rows<T, TLanes>.Dots(V(0), _a.Stride, place, x, length, _factors + Panel);
        Rows<T, TLanes>.Subtract(y, V(0), _a.Stride, _factors, place, length);
        Rows<T, TLanes>.Subtract(y, W(0), _a.Stride, _factors + Panel, place, length);
    }

    // w = τ y − ½ τ² (y·v) v
    private static void Finish(T* v, T* y, double scale, int k, int length)
    {
        new Span<T>(y + k, length - k).Clear();
        Rows<T, TLanes>.Scale(y, T.CreateTruncating(scale), length);
        Rows<T, TLanes>.AddScaled(y, T.CreateTruncating(-0.5 * scale * Rows<T, TLanes>.PreciseDot(v, y, length)), v, length);
    }

    // A −= Σ v wᵀ + w vᵀ over the rows before `end`, their triangle and a little beyond
    private void UpdateRowsBefore(int end)
    {
        const int Depth = 2 * Panel;
        for (var j = 0; j < Depth; j++)
        {
            for (var i = 0; i < end; i++)
                _turned[((long)i * Depth) + j] = _panel[(j * _a.Stride) + i];
        }

        const int Band = 64;
        _workers.Run(Ceiling.Divide(end, Band), chunk =>
        {
            for (var i = chunk * Band; i < Math.Min(end, (chunk + 1) * Band); i += Tile<T, TLanes>.Rows)
            {
                var columns = (i / SymmetricProduct<T, TLanes>.Diagonal * SymmetricProduct<T, TLanes>.Diagonal) + SymmetricProduct<T, TLanes>.Diagonal;
                for (var c = 0; c < columns; c += Tile<T, TLanes>.Columns)
                    Tile<T, TLanes>.Multiply(_turned + ((long)i * Depth), Depth, W(0) + c, _a.Stride, Depth, _a.Row(i) + c, _a.Stride, isSubtracted: true);
            }
        });
    }
}
