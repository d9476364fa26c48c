using Bilinear.Reports;

namespace Examples.Paper.Parts;

/// <summary>A figure of the papers that is made again.</summary>
/// <param name="Name">What it is called on the command line and in the file of numbers.</param>
/// <param name="Title">The heading of its section.</param>
/// <param name="Claim">What the papers say, in a sentence.</param>
internal abstract record Part(string Name, string Title, string Claim)
{
    /// <summary>All parts, in their order on the page.</summary>
    public static IReadOnlyList<Part> All { get; } =
    [
        new EigenvectorsPart(), new TruncationPart(), new SimilarityPart(), new RegularisationPart(), new TreePart(), new SvdPart(), new ChallengePart(), new MasksPart(), new ExplainPart(),
    ];

    /// <summary>What has to be trained for it.</summary>
    public abstract IEnumerable<Run> Runs(Study study);

    /// <summary>Measures, and draws its figures.</summary>
    public abstract IEnumerable<Finding> Write(Study study, Sheet sheet);
}
