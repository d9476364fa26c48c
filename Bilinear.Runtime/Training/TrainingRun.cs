using System.Collections;

namespace Bilinear.Training;

/// <summary>
/// A run of training that begins when it is enumerated, one step for each element, or with <see cref="Run"/>. Between steps the model can be evaluated or saved; leaving the loop early stops cleanly after a whole
/// step. Each enumeration is a run of its own, from the parameters as they are then.
/// </summary>
/// <example><c>foreach (var step in model.Train(data)) …</c>, <c>await foreach (var step in model.Train(data)) …</c>, <c>model.Train(data).Run()</c></example>
/// <remarks>Enumerating it, in any of these ways, throws:
/// <list type="bullet">
/// <item><see cref="OperationCanceledException"/> if the run is cancelled: after a whole step, once what <see cref="TrainOptions.SaveTo"/> asks for is written;</item>
/// <item><see cref="IOException"/> if a file cannot be written, or a checkpoint belongs to another run;</item>
/// <item><see cref="DivergedException"/> if an epoch, or a run that is stopped, ends with a loss or a parameter that is NaN or infinite; nothing is written then.</item>
/// </list></remarks>
public sealed class TrainingRun : IEnumerable<TrainingStep>
{
    private readonly Func<CancellationToken, IEnumerator<TrainingStep>> _begin;
    private readonly CancellationToken _cancellationToken;

    internal TrainingRun(Func<CancellationToken, IEnumerator<TrainingStep>> begin, CancellationToken cancellationToken) =>
        (_begin, _cancellationToken) = (begin, cancellationToken);

    /// <summary>Trains to the end.</summary>
    /// <returns>The last step.</returns>
    public TrainingStep Run()
    {
        TrainingStep last = default;
        foreach (var step in this)
            last = step;
        return last;
    }

    /// <summary>Trains to the end, on the thread pool.</summary>
    /// <inheritdoc cref="Run"/>
    public Task<TrainingStep> RunAsync() => Task.Run(Run, CancellationToken.None);

    /// <inheritdoc/>
    public IEnumerator<TrainingStep> GetEnumerator() => _begin(_cancellationToken);

    // For `await foreach`, which asks for no interface: with one, LINQ could not tell which of the two sequences is meant.
    /// <summary>Enumerates the steps, each of which is taken on the thread pool.</summary>
    /// <param name="cancellationToken">Stops the run, as the token does that was passed to <see cref="Model.Train"/>.</param>
    public async IAsyncEnumerator<TrainingStep> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
        using var steps = _begin(either.Token);
        while (await Task.Run(steps.MoveNext, CancellationToken.None).ConfigureAwait(false))
            yield return steps.Current;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
