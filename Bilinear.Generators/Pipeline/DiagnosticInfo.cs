namespace Bilinear.Generators.Pipeline;

/// <summary>A diagnostic before it is Roslyn's.</summary>
public sealed record DiagnosticInfo(string Id, string Message, LocationInfo Location);
