namespace Server;

/// <summary>An option of the command line has a value that it cannot have; the message says which it can.</summary>
public sealed class OptionException(string message) : Exception(message);
