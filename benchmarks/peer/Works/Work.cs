namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>A piece of work, prepared: what <see cref="Run"/> does is what is timed.</summary>
internal abstract class Work : IDisposable
{
    /// <summary>How good the last result is, where that is a question.</summary>
    public virtual string Accuracy => "";

    public abstract void Run();

    public virtual void Dispose()
    {
    }
}
