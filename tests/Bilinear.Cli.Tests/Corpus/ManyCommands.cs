using System.Reflection;
using System.Text.Json;

namespace Bilinear.Cli.Tests.Corpus;

/// <summary>Runs many commands in one process of the tool's, which spares the time that each takes to begin.</summary>
internal static class ManyCommands
{
    public const string Variable = "BMLP_TESTS_COMMANDS";

    /// <summary>In the order given, one after the other.</summary>
    public static IReadOnlyList<CommandOutcome> Run(IReadOnlyList<string[]> commands, Workbench bench)
    {
        var file = bench[$"{Guid.NewGuid():N}.json"];
        File.WriteAllText(file, JsonSerializer.Serialize(commands));
        var result = Bmlp.Run([], bench.Environment(("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (Variable, file)));
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonSerializer.Deserialize<CommandOutcome[]>(File.ReadAllText(file))!;
    }

    /// <summary>In the tool's process, instead of what it was started for: reads the commands from a file and leaves what became of them there.</summary>
    public static void RunHere(string file)
    {
        var main = Assembly.Load("bmlp").EntryPoint!;
        var outcomes = JsonSerializer.Deserialize<string[][]>(File.ReadAllText(file))!.Select(command => Outcome(main, command)).ToList();
        File.WriteAllText(file, JsonSerializer.Serialize(outcomes));
        Environment.Exit(0);
    }

    private static CommandOutcome Outcome(MethodInfo main, string[] command)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            return new CommandOutcome(command, (int)main.Invoke(null, [command])!, output.ToString(), errors.ToString());
        }
        catch (TargetInvocationException failure)
        {
            return new CommandOutcome(command, CommandOutcome.Aborted, output.ToString(), $"{failure.InnerException}");
        }
    }
}

/// <param name="Errors">Standard error; the exception where the command ended with one.</param>
internal sealed record CommandOutcome(string[] Command, int ExitCode, string Output, string Errors)
{
    /// <summary>As a shell reports a process that an unhandled exception ends.</summary>
    public const int Aborted = 134;

    public override string ToString() => $"bmlp {string.Join(' ', Command)}\nexit code {ExitCode}\n{Errors}";
}
