// Serves digits.bmlp: POST /digits takes pictures and answers with the digit and its logits. docs/serving.md tells how.
using System.Net.Sockets;
using Server;

try
{
    await using var server = DigitServer.Create(args);
    await server.RunAsync();
    return 0;
}
catch (OptionException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (Exception exception) when (exception is IOException or SocketException)
{
    // The weights are not there or do not fit, the port is taken, or it is not ours to listen at: the message says it.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
