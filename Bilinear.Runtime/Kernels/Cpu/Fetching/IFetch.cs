namespace Bilinear.Kernels.Cpu.Fetching;

/// <summary>Takes the places that will be read or written next.</summary>
internal unsafe interface IFetch
{
    void Add(float* place);
}
