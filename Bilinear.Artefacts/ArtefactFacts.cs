using Bilinear.Spectral.Truncating;
using Bilinear.Training;

namespace Bilinear.Artefacts;

/// <summary>All that the code of an artefact says.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Namespace">Its namespace; empty for none.</param>
/// <param name="Model">The name of the model that was taken apart.</param>
/// <param name="Source">The name of the file that it was made from.</param>
/// <param name="Terms">What is kept.</param>
/// <param name="Remarks">Paragraphs for the class's documentation: what is kept, what that loses, where it comes from.</param>
internal sealed record ArtefactFacts(
    string Name, string Namespace, string Model, string Source, InputInfo Input, OutputInfo Output, KeptTerms Terms, IReadOnlyList<string> Remarks)
{
    /// <summary>The word for one element of the output.</summary>
    public string Each => Output.HasAnswers ? "class" : "output";

    /// <summary>Whether something is added to v·x for an eigenvector v.</summary>
    public bool HasOffsets => Terms.Shifts.AsSpan().ContainsAnyExcept(0.0);
}
