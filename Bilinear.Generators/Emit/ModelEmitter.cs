using Bilinear.Generators.Emit.Parts;

namespace Bilinear.Generators.Emit;

/// <summary>One generated part of a model, before it has a file.</summary>
/// <param name="Model">The model's qualified name.</param>
/// <param name="Part"><c>Model</c>, <c>Forward</c>, <c>Backward</c>, <c>Capture</c>, <c>Kernels</c>, <c>Stream</c> or <c>Decomposition</c>.</param>
internal sealed record EmittedPart(string Model, string Part, string Code);

/// <summary>A model's parts, in the order in which a person reads them.</summary>
internal static class ModelEmitter
{
    public static IEnumerable<EmittedPart> Emit(ModelFacts facts)
    {
        (string Part, string? Code)[] parts =
        [
            ("Model", ModelPart.Write(facts)),
            ("Forward", ForwardPart.Write(facts)),
            ("Backward", BackwardPart.Write(facts)),
            ("Capture", facts.Model.TakesTexts ? null : CapturePart.Write(facts)),
            ("Kernels", KernelsPart.Write(facts)),
            ("Stream", StreamPart.Write(facts)),
            ("Decomposition", DecompositionPart.Write(facts)),
        ];
        return parts.Where(part => part.Code is not null).Select(part => new EmittedPart(facts.QualifiedName, part.Part, part.Code!));
    }
}
