using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Reflection;
using System.Text.Json;

namespace Bilinear.Cli.Tests;

/// <summary>
/// A process of the tool's that runs one command after the other, each from its first line to its last, with an environment and a folder of its own. What a process takes to
/// begin, and to compile what every command runs through, is most of what a command of the tests takes.
/// </summary>
internal sealed class WarmTool : IDisposable
{
    /// <summary>Names the pipe in the environment of such a process.</summary>
    public const string Variable = "BMLP_TESTS_PIPE";

    /// <summary>The exit code of a process that an unhandled exception ends, as a shell reports it.</summary>
    public const int Aborted = 134;

    /// <summary>A process that has run so many is ended: the models that it has compiled stay in its memory.</summary>
    private const int Commands = 40;

    /// <summary>What the tool asks for whenever it needs it, and the runtime not at all. A command for which others are set has a process of its own.</summary>
    private static readonly string[] Variables = ["XDG_CACHE_HOME", "BILINEAR_DATA"];

    private static readonly ConcurrentBag<WarmTool> Idle = [];

    private readonly Process _process;
    private readonly NamedPipeServerStream _pipe;
    private readonly StreamReader _replies;
    private readonly StreamWriter _requests;
    private int _commands;

    private WarmTool()
    {
        var name = $"bmlp-tests-{Guid.NewGuid():N}";
        _pipe = new NamedPipeServerStream(name);
        _process = Bmlp.Start([], [("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (Variable, name)]);
        _pipe.WaitForConnection();
        (_replies, _requests) = (new StreamReader(_pipe), new StreamWriter(_pipe) { AutoFlush = true });
    }

    /// <summary>Whether a command does not see that others ran before it: it has no such variables, and none of the process's own streams as its files.</summary>
    public static bool CanRun(string[] arguments, (string Name, string? Value)[] variables) =>
        arguments.Length > 0 && variables.All(variable => Variables.Contains(variable.Name)) && !arguments.Any(argument => argument == "-" || argument.Contains("/dev/", StringComparison.Ordinal));

    public static BmlpResult Run(string[] arguments, (string Name, string? Value)[] variables, string? folder)
    {
        var tool = Idle.TryTake(out var idle) ? idle : new WarmTool();
        var reply = tool.Ask(new Request(arguments, [.. variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))], folder));
        if (tool._commands < Commands)
            Idle.Add(tool);
        else
            tool.Dispose();
        return Bmlp.Result(reply.ExitCode, reply.Output, reply.Errors);
    }

    /// <summary>In the tool's process, instead of what it was started for: runs what it is asked to until nobody asks any more.</summary>
    public static void Serve(string name)
    {
        using var pipe = new NamedPipeClientStream(name);
        pipe.Connect();
        using var requests = new StreamReader(pipe);
        using var replies = new StreamWriter(pipe) { AutoFlush = true };
        var main = Assembly.Load("bmlp").EntryPoint!;
        var folder = Directory.GetCurrentDirectory();
        var before = Variables.Select(variable => KeyValuePair.Create(variable, Environment.GetEnvironmentVariable(variable))).ToList();
        Console.SetIn(TextReader.Null);
        while (requests.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<Request>(line)!;
            foreach (var (variable, value) in before.Concat(request.Variables))
                Environment.SetEnvironmentVariable(variable, value);
            Directory.SetCurrentDirectory(request.Folder ?? folder);
            replies.WriteLine(JsonSerializer.Serialize(Reply(main, request.Arguments)));
            // A test deletes the folder that it works in.
            Directory.SetCurrentDirectory(folder);
        }

        Environment.Exit(0);
    }

    public void Dispose()
    {
        _pipe.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Reply Reply(MethodInfo main, string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            return new Reply((int)main.Invoke(null, [arguments])!, $"{output}", $"{errors}");
        }
        catch (TargetInvocationException failure)
        {
            return new Reply(Aborted, $"{output}", $"{errors}Unhandled exception. {failure.InnerException}");
        }
    }

    private Reply Ask(Request request)
    {
        _commands++;
        _requests.WriteLine(JsonSerializer.Serialize(request));
        return _replies.ReadLine() is { } reply ? JsonSerializer.Deserialize<Reply>(reply)!
            : throw new InvalidOperationException($"The tool ended while it ran bmlp {string.Join(' ', request.Arguments)}:\n{_process.StandardError.ReadToEnd()}");
    }
}

internal static partial class Bmlp
{
    static partial void RunWarm(string[] arguments, (string Name, string? Value)[] variables, string? folder, ref BmlpResult? result) =>
        result = WarmTool.CanRun(arguments, variables) ? WarmTool.Run(arguments, variables, folder) : null;
}

internal sealed record Request(string[] Arguments, KeyValuePair<string, string?>[] Variables, string? Folder);

internal sealed record Reply(int ExitCode, string Output, string Errors);
