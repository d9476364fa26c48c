namespace Bilinear.Generators;

/// <summary>The names of the pipeline's steps; the tests read them by reflection, so that none is forgotten.</summary>
public static class TrackingNames
{
    public const string Read = nameof(Read);
    public const string Compile = nameof(Compile);
    public const string Exports = nameof(Exports);
    public const string Clashes = nameof(Clashes);
    public const string Diagnostics = nameof(Diagnostics);
    public const string Output = nameof(Output);
}
