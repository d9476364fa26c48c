namespace Bilinear.Dsl.Hosting;

/// <summary>
/// Every name that generated code has whatever its program says. The printers write these names and no others, and names
/// that come from a program keep clear of them. What only generated code calls (the passes, their parts, plans and
/// epilogues) is not here: it is named after the program's names, and keeps clear of those.
/// </summary>
public static class Members
{
    // Members of the model's class.
    public const string ModelDescription = nameof(ModelDescription);
    public const string TrainDefaults = nameof(TrainDefaults);
    public const string Forward = nameof(Forward);
    public const string ToWeights = nameof(ToWeights);
    public const string Weights = nameof(Weights);
    public const string Inference = nameof(Inference);
    public const string Capture = nameof(Capture);
    public const string Decompose = nameof(Decompose);
    public const string Spectra = nameof(Spectra);
    public const string Stream = nameof(Stream);

    // Members of its Weights, and of its Spectra.
    public const string Load = nameof(Load);
    public const string OpenInference = nameof(OpenInference);

    // Members of its inputs and outputs.
    public const string Size = nameof(Size);
    public const string Values = nameof(Values);
    public const string Count = nameof(Count);
    public const string Lengths = nameof(Lengths);
    public const string Context = nameof(Context);
    public const string Vocabulary = nameof(Vocabulary);

    // Members of its Spectra.
    public const string Entries = nameof(Entries);
    public const string Analysis = nameof(Analysis);
    public const string Save = nameof(Save);

    // Members of an epilogue.
    public const string Inputs = nameof(Inputs);
    public const string Outputs = nameof(Outputs);
    public const string Apply = nameof(Apply);

    public static readonly IReadOnlyList<string> OfModel = [ModelDescription, TrainDefaults, Forward, ToWeights, Weights, Inference, Capture, Decompose, Spectra, Stream];

    /// <summary>What every class and struct inherits.</summary>
    public static readonly IReadOnlyList<string> OfObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>What a model inherits from the runtime.</summary>
    public static readonly IReadOnlyList<string> OfModelBase =
    [
        "Batch", "Description", "Device", "Differentiate", "Dispose", "Evaluate", Forward, Load, "ReadGradient", "ReadParameter", Save, "Train", "Update",
        "WriteParameter",
    ];

    public static readonly IReadOnlyList<string> OfWeights = [Decompose, Load, OpenInference];

    public static readonly IReadOnlyList<string> OfInference = [Forward];

    /// <summary>What its Capture inherits from the runtime; <c>Item</c> is the indexer's.</summary>
    public static readonly IReadOnlyList<string> OfCapture = ["At", "Item", "Layers", "Of"];

    /// <summary><c>Item</c> is the indexer's.</summary>
    public static readonly IReadOnlyList<string> OfPort = [Count, "Item", Size, Values];

    /// <summary>What the ports of a model of texts have, its input and its outputs together.</summary>
    public static readonly IReadOnlyList<string> OfTextPort = [Context, Count, "Item", Lengths, Size, Values, Vocabulary];

    /// <summary>What a tuple has for its own use: an element of it cannot have such a name.</summary>
    public static bool IsOfTuple(string name) => name is "CompareTo" or "Deconstruct" or "Rest" || (name.StartsWith("Item", StringComparison.Ordinal) && name.Skip(4).All(char.IsDigit));

    public static readonly IReadOnlyList<string> OfSpectra = [Analysis, Entries, Load, Save];

    public static readonly IReadOnlyList<string> OfEpilogue = [Apply, Inputs, Outputs];

    /// <summary>The types of the libraries that generated code writes out, by their whole names.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "Bilinear.Data.DataSet", "Bilinear.Devices.Device",
        "Bilinear.Kernels.AttentionScores", "Bilinear.Kernels.IEpilogue", "Bilinear.Kernels.IVector", "Bilinear.Kernels.NoiseKind", "Bilinear.Kernels.Pointwise", "Bilinear.Kernels.Registers",
        "Bilinear.Serialization.TensorNames",
        "Bilinear.Spectral.AttentionBranch", "Bilinear.Spectral.BiasTreatment", "Bilinear.Spectral.Decomposition", "Bilinear.Spectral.DecompositionCache", "Bilinear.Spectral.Direction", "Bilinear.Spectral.EigenPlan", "Bilinear.Spectral.EigenSpectra",
        "Bilinear.Spectral.EigenSpectrum", "Bilinear.Spectral.GatedBranch", "Bilinear.Spectral.IDecomposable", "Bilinear.Spectral.LayerSpectrum", "Bilinear.Spectral.ResidualStream", "Bilinear.Spectral.SavedSpectra", "Bilinear.Spectral.SpectraFile", "Bilinear.Spectral.SpectralTree", "Bilinear.Spectral.SpectrumBasis", "Bilinear.Spectral.SpectrumOrder",
        "Bilinear.Spectral.StreamAnalysis", "Bilinear.Spectral.StreamGate",
        "Bilinear.Spectral.SvdPlan", "Bilinear.Spectral.SvdSpectra", "Bilinear.Spectral.TokenEigenPlan", "Bilinear.Spectral.TokenRow", "Bilinear.Spectral.TokenSvdPlan", "Bilinear.Spectral.TreePlan",
        "Bilinear.Training.Activation", "Bilinear.Training.Capture", "Bilinear.Training.IModel", "Bilinear.Training.IModelVisitor", "Bilinear.Training.InferenceModel", "Bilinear.Training.LossKind", "Bilinear.Training.Model", "Bilinear.Training.ModelDescription", "Bilinear.Training.ModelWeights",
        "Bilinear.Training.ParameterInit", "Bilinear.Training.LearningRateSchedule", "Bilinear.Training.TextRows", "Bilinear.Training.TrainOptions", "Bilinear.Training.Workspace",
        "System.ArgumentException", "System.CodeDom.Compiler.GeneratedCode", "System.Collections.Generic.IReadOnlyList", "System.IO.IOException", "System.InvalidOperationException", "System.ReadOnlyMemory",
        "System.ReadOnlySpan", "System.Runtime.CompilerServices.MethodImpl", "System.Runtime.CompilerServices.MethodImplOptions",
    ];
}
