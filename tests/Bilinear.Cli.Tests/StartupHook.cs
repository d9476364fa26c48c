#pragma warning disable CA1050 // the runtime looks for this name in no namespace

using Bilinear.Cli.Tests;
using Bilinear.Cli.Tests.Exporting;

/// <summary>
/// What the runtime calls in the tool's process before the tool begins. It writes the names of all assemblies that the process
/// has loaded, at its end, to a file that an environment variable names; takes from it what C# is compiled against, where
/// another is set; or, where a third names a pipe, runs the commands that come through it; or exports a graph for each operator.
/// </summary>
internal static class StartupHook
{
    public const string Variable = "BMLP_TESTS_LOADED";

    public const string WithoutReferences = "BMLP_TESTS_WITHOUT_REFERENCES";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } list)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(list, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
        if (Environment.GetEnvironmentVariable(WarmTool.Variable) is { } pipe)
            WarmTool.Serve(pipe);
        if (Environment.GetEnvironmentVariable(OperatorGraphs.Variable) is { } folder)
            OperatorGraphs.ExportHere(folder);
        if (Environment.GetEnvironmentVariable(WithoutReferences) is not null)
            AppContext.SetData("TRUSTED_PLATFORM_ASSEMBLIES", "");
    }
}
