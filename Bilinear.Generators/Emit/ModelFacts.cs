using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Spectral;
using Bilinear.Dsl.Symbols;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit;

/// <summary>Everything that the printers of one model need, gathered once: names that are free, sizes, schedules.</summary>
internal sealed class ModelFacts
{
    /// <summary>Members of the runtime's base classes and of every generated class, which a name of the language must not hide.</summary>
    public static readonly string[] Reserved =
    [
        "Description", "TrainDefaults", "Weights", "Inference", "Spectra", "Model", "Device", "Batch", "Name", "Load", "Save", "Forward", "Backward",
        "RunForward", "RunStep", "Train", "TrainAsync", "Evaluate", "Step", "Decompose", "Dispose", "OpenInference", "Parameters", "Gradients",
        "Parameter", "Gradient", "Workspace", "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals",
        "Exactness", "Basis", "Data", "Rows", "Values", "From",
        "Architecture", "Capacity", "Differentiate", "Update", "ReadParameter", "ReadGradient", "WriteParameter", "ToWeights",
    ];

    public ModelFacts(ModelSchedules schedules, IReadOnlyList<SpectralPlan> plans, string fileName, string @namespace)
    {
        Schedules = schedules;
        Plans = plans;
        FileName = fileName;
        Namespace = @namespace;

        var scope = new NameScope([.. Reserved, Model.Name]);
        InputType = scope.Claim(CSharpNames.Pascal(Model.Input.Name), CSharpNames.Pascal(Model.Input.Name) + "Port");
        OutputType = scope.Claim(CSharpNames.Pascal(Model.Output.Name), CSharpNames.Pascal(Model.Output.Name) + "Port");
        ArgumentNames = [.. Model.Arguments.Select(argument => scope.Claim(CSharpNames.Pascal(argument.Name), CSharpNames.Pascal(argument.Name) + "Argument"))];
        EpilogueNames = schedules.Forward.Epilogues.Concat(schedules.Step.Epilogues)
            .GroupBy(epilogue => epilogue.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => scope.Claim(CSharpNames.Pascal(group.Key)), StringComparer.Ordinal);
    }

    public ModelSchedules Schedules { get; }

    public BoundModel Model => Schedules.Model;

    /// <summary>Of the <c>decompose</c> block, one an entry.</summary>
    public IReadOnlyList<SpectralPlan> Plans { get; }

    /// <summary>Whether the class has a part <c>Decomposition</c>.</summary>
    public bool HasSpectra => Plans.Count > 0;

    public string FileName { get; }

    public string Namespace { get; }

    public string ClassName => CSharpNames.Escape(Model.Name);

    public string InputType { get; }

    public string OutputType { get; }

    /// <summary>The constant of each argument, in the order of <see cref="BoundModel.Arguments"/>.</summary>
    public IReadOnlyList<string> ArgumentNames { get; }

    /// <summary>The struct of each epilogue, by the epilogue's name.</summary>
    public IReadOnlyDictionary<string, string> EpilogueNames { get; }

    public IReadOnlyList<ParameterSymbol> Parameters => Model.Parameters;

    public string QualifiedName => Namespace.Length == 0 ? Model.Name : $"{Namespace}.{Model.Name}";

    /// <summary>A weight [W; V] that a dual product reads.</summary>
    public bool IsStacked(int parameter) => Schedules.Forward.Calls.Any(call =>
        call.Kernel == Kernel.DualProduct && call.Inputs[1].Storage == Storage.Parameter && call.Inputs[1].Index == parameter);

    public IEnumerable<Epilogue> Epilogues =>
        Schedules.Forward.Epilogues.Concat(Schedules.Step.Epilogues).GroupBy(epilogue => epilogue.Name, StringComparer.Ordinal).Select(group => group.First());
}
