namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>The queries of one chunk: neighbouring positions of one text, for all heads that share a head of keys.</summary>
/// <param name="First">The position of the first query.</param>
/// <param name="End">The position after the last.</param>
/// <param name="Length">The number of positions whose keys there are.</param>
/// <param name="QueryRow">The row that position 0 has, or would have, among queries and outputs.</param>
/// <param name="IsAlone">Whether it is all of its text that is computed.</param>
/// <param name="KeyRow">The row that position 0 has among keys and values.</param>
internal readonly record struct QueryBlock(int KeyHead, int First, int End, int Length, bool IsAlone, long QueryRow, long KeyRow);
