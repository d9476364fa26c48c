namespace Bilinear.Kernels.Cpu;

/// <summary>
/// Work cut into chunks, any of which may run on any thread in any order; by shape alone where sums go over them. An unmanaged
/// struct of pointers and sizes: it lies on the caller's stack while the pool works on it, so handing it over allocates nothing.
/// </summary>
internal interface IJob
{
    void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>;
}
