using System.Runtime.InteropServices;
using Bilinear.Serialization;

namespace Bilinear.Data.Text.Corpora;

/// <summary>
/// Tokens that stay in their file, each read where it lies when it is asked for: the system keeps in memory what there is room
/// for. Not mapped: a mapped file that becomes shorter ends the process, and a read one is refused.
/// </summary>
internal sealed class TokensInFile(TensorFile file, TensorEntry tensor) : ITokenStore
{
    public long Count => tensor.Count;

    public void Read(long first, Span<int> destination) => file.Read(tensor, first * sizeof(int), MemoryMarshal.AsBytes(destination));

    public void Dispose() => file.Dispose();
}
