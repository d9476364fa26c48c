namespace Bilinear.Data.Text.Corpora;

/// <summary>Tokens of texts that were tokenised just now.</summary>
internal sealed class TokensInMemory(List<int> tokens) : ITokenStore
{
    public long Count => tokens.Count;

    public void Read(long first, Span<int> destination) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tokens).Slice((int)first, destination.Length).CopyTo(destination);

    public void Dispose()
    {
    }
}
