namespace Bilinear.Kernels.Cpu;

/// <summary>
/// Work that is cut into chunks, any of which may run on any thread in any order. If sums go over chunks, the cuts depend on shapes
/// alone. A job is an unmanaged struct of pointers and sizes that lies on the caller's stack while the pool works on it, so handing
/// it over allocates nothing.
/// </summary>
internal interface IJob
{
    void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>;
}
