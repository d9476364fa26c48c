namespace Bilinear.Data.Text.Corpora;

/// <summary>Tokens in a row, in memory or in a file.</summary>
internal interface ITokenStore : IDisposable
{
    long Count { get; }

    /// <summary>Copies tokens, from any thread.</summary>
    void Read(long first, Span<int> destination);
}
