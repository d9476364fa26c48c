using System.Net;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Data;

/// <summary>
/// Fetches the files of a data set. Each is written under a name of its own and gets its true one once its contents have
/// the right SHA-256, so a file that is there is whole. Nothing is resumed; what breaks on the way is tried again.
/// </summary>
internal sealed class Download(Mirror mirror, string folder, StatusLine status) : IDisposable
{
    private const int Attempts = 3;

    /// <summary>A mirror that sends nothing for so long is taken for dead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="InputException">The mirror has not what it should have, or cannot be reached.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        var wasThere = Directory.Exists(folder);
        UserCache.Make(folder);
        try
        {
            await FetchAll(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!wasThere && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task FetchAll(CancellationToken cancellationToken)
    {
        for (var index = 0; index < IdxFolder.Files.Count; index++)
        {
            var name = IdxFolder.Files[index] + ".gz";
            var path = Path.Combine(folder, name);
            if (File.Exists(path) && Problem(path, index) is null)
                status.Say($"{ForeignText.Clean(path)} is there");
            else
                await Fetch(name, path, index, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task Fetch(string name, string path, int index, CancellationToken cancellationToken)
    {
        if (!UserCache.CanHold(path))
            throw new InputException($"{path} is no file: move it away.");
        var address = new Uri(mirror.Address, name);
        using var unfinished = new UnfinishedFile(FilePlace.Of(path).Path);
        await Try(address, unfinished.Stream, name, cancellationToken).ConfigureAwait(false);
        unfinished.Finish();
        if (Problem(unfinished.Path, index) is { } problem)
            throw new InputException($"{address} is not the file of {mirror.Data.Title} that it should be: {problem} Nothing was kept; --mirror names another place.");
        unfinished.TakePlace();
        Written.Say(status, path);
    }

    private async Task Try(Uri address, FileStream target, string name, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Receive(address, target, name, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                var reason = failure is OperationCanceledException ? $"it has sent nothing for {Patience.TotalSeconds:0} seconds." : $"{failure.Message.TrimEnd('.')}.";
                if (attempt == Attempts || failure is HttpRequestException { StatusCode: < HttpStatusCode.InternalServerError })
                    throw new InputException($"{address} could not be fetched: {reason}");
                status.Say($"{name}: {reason} Trying again.");
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task Receive(Uri address, FileStream target, string name, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Patience);
        status.Show($"fetching {name}", () => $"asking {address.Host}");
        using var response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var length = response.Content.Headers.ContentLength;
        using var source = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        target.SetLength(0);    // of an attempt that broke off
        var buffer = new byte[1 << 20];
        for (int read; (read = await source.ReadAsync(buffer, silence.Token).ConfigureAwait(false)) > 0; silence.CancelAfter(Patience))
        {
            target.Write(buffer, 0, read);
            var received = target.Length;
            status.Show($"fetching {name}", () => $"{Written.Size(received)}{(length is { } all ? $" of {Written.Size(all)}" : "")}");
        }
    }

    // What is wrong with a file, in a sentence; null where it is the one.
    private string? Problem(string path, int index)
    {
        try
        {
            var (found, wanted) = (IdxArray.Read(path).ComputeChecksum(), mirror.Data.Sums[index]);
            return found == wanted ? null : $"its contents have the SHA-256 {found}, where {wanted} belongs.";
        }
        catch (IdxException problem)
        {
            return problem.Message[(problem.Path.Length + 2)..];
        }
    }
}
