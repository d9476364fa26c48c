// Serves digits.bmlp: POST /digits takes pictures and answers with the digit and its logits. docs/serving.md tells how.
using Server;

try
{
    await using var server = DigitServer.Create(args);
    await server.RunAsync();
    return 0;
}
catch (IOException exception)
{
    // The weights are not there or do not fit, or the port is taken: the message says it.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
