namespace Bilinear.Reports.Charts;

/// <summary>The style of charts, of bars and of drawings of trees: every kind of line has a colour and, for who cannot tell colours apart, a mark or a dash.</summary>
internal static class DrawingStyle
{
    /// <summary>On a page, whose colours follow the reader's scheme.</summary>
    public const string OnPages = """
        .chart text { fill: var(--quiet); font-size: 11px; font-variant-numeric: tabular-nums; }
        .chart .name { fill: var(--ink); font-size: 12px; }
        .chart line { stroke: var(--rule); }
        .chart .zero { stroke: var(--quiet); }
        .chart rect { opacity: 0.38; }
        .chart rect.kept, .chart rect.mark { opacity: 1; }
        .chart .positive { fill: var(--positive); }
        .chart .negative { fill: var(--negative); }
        .chart .curve { fill: none; stroke-width: 1.8; vector-effect: non-scaling-stroke; }
        .chart .first { stroke: var(--positive); }
        .chart .second { stroke: var(--negative); }
        .chart .third { stroke: var(--quiet); }
        .chart .curve.second { stroke-dasharray: 7 4; }
        .chart .curve.third { stroke-dasharray: 2 4; }
        .chart .mark { fill: var(--card); stroke-width: 1.6; }
        .chart .band { stroke: none; opacity: 0.16; }
        .chart .band.first { fill: var(--positive); }
        .chart .band.second { fill: var(--negative); }
        .bars text { fill: var(--ink); font-size: 10.5px; }
        .bars line { stroke: var(--rule); }
        .bars .positive { fill: var(--positive); }
        .bars .negative { fill: var(--negative); }
        .tree text { font-size: 12px; font-variant-numeric: tabular-nums; }
        .tree .positive { fill: var(--positive); }
        .tree .negative { fill: var(--negative); }
        .tree path.positive { fill: none; stroke: var(--positive); opacity: 0.55; }
        .tree path.negative { fill: none; stroke: var(--negative); opacity: 0.55; stroke-dasharray: 7 4; }
        .tree .heading { fill: var(--quiet); }
        .tree image { image-rendering: pixelated; }

        """;

    /// <summary>In a file of its own, which other programs read too: on white, and without what some of them do not know.</summary>
    public static string InFiles { get; } = "svg { font-family: system-ui, sans-serif; }\n" + OnPages
        .Replace("var(--positive)", "#2166ac", StringComparison.Ordinal).Replace("var(--negative)", "#b2182b", StringComparison.Ordinal)
        .Replace("var(--quiet)", "#63676f", StringComparison.Ordinal).Replace("var(--ink)", "#1d1f23", StringComparison.Ordinal)
        .Replace("var(--rule)", "#e2e2de", StringComparison.Ordinal).Replace("var(--card)", "#ffffff", StringComparison.Ordinal);
}
