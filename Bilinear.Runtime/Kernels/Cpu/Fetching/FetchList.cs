using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Fetching;

/// <summary>Lists places, of which the microkernel fetches one into L1 with each k.</summary>
/// <param name="room">Room for the places, or for one with each k if those are more.</param>
internal unsafe struct FetchList(float* room) : IFetch
{
    /// <summary>The floats that a place takes.</summary>
    public const int FloatsOfPlace = sizeof(long) / sizeof(float);

    private readonly nint* _places = (nint*)room;
    private int _count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* place) => _places[_count++] = (nint)place;

    /// <summary>Gives one place for each k. Those that are more are fetched now; the last is fetched again where they are fewer.</summary>
    public nint* ForEach(int depth)
    {
        var now = default(FetchNow);
        var surplus = Math.Max(0, _count - depth);
        for (var place = 0; place < surplus; place++)
            now.Add((float*)_places[place]);
        for (var last = _places[_count - 1]; _count < depth;)
            _places[_count++] = last;
        return _places + surplus;
    }
}
