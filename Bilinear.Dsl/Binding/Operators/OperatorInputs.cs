using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Binding.Operators;

/// <summary>What the operators can act on. Each reports what it cannot.</summary>
internal static class OperatorInputs
{
    public static bool Floats(OperatorUse use)
    {
        if (use.Input.IsTokens)
            use.File.Diagnostics.ReportFloatsExpected(use.Step, use.Path, use.Operator, use.Input.ToString(), use.From.ToString());
        return !use.Input.IsTokens;
    }

    public static bool Tokens(OperatorUse use)
    {
        if (!use.Input.IsTokens)
            use.File.Diagnostics.ReportTokensExpected(use.Step, use.Path, use.Input.ToString(), use.From.ToString());
        return use.Input.IsTokens;
    }

    /// <summary>f32[t, d]: t positions of d numbers.</summary>
    public static bool Positions(OperatorUse use)
    {
        if (!Floats(use))
            return false;
        var axes = use.Input.Shape.Dims.Count;
        if (axes != 2)
            use.File.Diagnostics.ReportPositionsExpected(use.Step, use.Path, use.Input.ToString(), use.From.ToString());
        return axes == 2;
    }
}
