#pragma warning disable CA1050 // the runtime looks for this name in no namespace

/// <summary>Writes the names of all assemblies that a process has loaded, at its end, to a file that an environment variable names.</summary>
internal static class StartupHook
{
    public const string Variable = "BMLP_TESTS_LOADED";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        File.WriteAllLines(Environment.GetEnvironmentVariable(Variable)!, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
}
