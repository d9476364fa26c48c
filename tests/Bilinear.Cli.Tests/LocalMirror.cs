using System.Net;
using System.Net.Sockets;

namespace Bilinear.Cli.Tests;

/// <summary>A web server on this machine that has files, or fails as the network does.</summary>
internal sealed class LocalMirror : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    /// <param name="find">The file of a name, null where there is none, and whether its transfer breaks off half way.</param>
    public LocalMirror(Func<string, (byte[]? Bytes, bool Breaks)> find)
    {
        Address = $"http://127.0.0.1:{FreePort()}/files";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = Task.Run(() => Serve(find));
    }

    public string Address { get; }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private async Task Serve(Func<string, (byte[]? Bytes, bool Breaks)> find)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            Answer(context.Response, find(context.Request.Url!.Segments[^1]));
        }
    }

    private static void Answer(HttpListenerResponse response, (byte[]? Bytes, bool Breaks) file)
    {
        if (file.Bytes is not { } bytes)
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            response.Close();
            return;
        }
        response.ContentLength64 = bytes.Length;
        response.OutputStream.Write(bytes.AsSpan(0, file.Breaks ? bytes.Length / 2 : bytes.Length));
        if (file.Breaks) response.Abort();
        else response.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
