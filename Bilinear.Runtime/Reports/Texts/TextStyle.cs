namespace Bilinear.Reports.Texts;

/// <summary>The style of tokens and of texts on pages. It holds none of the three characters that HTML would escape.</summary>
internal static class TextStyle
{
    public const string Css = """
        code { overflow-wrap: anywhere; }
        .token { display: inline-block; max-width: 100%; margin-right: 6px; }
        .token code, .text { white-space: pre-wrap; }
        .token code { padding: 0 3px; border-radius: 4px; background: var(--page); font-size: 0.92em; }
        .token small { color: var(--quiet); font-variant-numeric: tabular-nums; }
        .maps, .card dl.maps { display: block; margin: 0 0 12px; font-size: 0.86rem; }
        .maps div + div { margin-top: 8px; }
        .maps dt { color: var(--quiet); }
        .maps dd, .card .maps dd { margin: 0; padding-left: 16px; text-indent: -16px; color: var(--ink); font-weight: 400; }
        .maps dd .token { text-indent: 0; }
        .maps dd b { display: inline-block; width: 12px; text-indent: 0; font-weight: 600; }
        .card .scroll { --under: var(--card); }
        .wide { grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr)); }
        .text { --line: 0px; margin: 0 0 12px; max-width: 62em; line-height: 1.95; overflow-wrap: anywhere; }
        .text span, .text mark { white-space: pre; border-radius: 3px; border-bottom: var(--line) solid transparent; background: none; color: inherit; print-color-adjust: exact; }
        .text sup { font-size: 0.66em; font-weight: 400; line-height: 0; font-variant-numeric: tabular-nums; }
        .text small { color: var(--quiet); }
        .card .text { font-size: 0.9rem; line-height: 1.85; }
        .text .marked { outline: 2px solid var(--ink); outline-offset: 1px; font-weight: 600; }
        .text .outside { color: var(--quiet); }
        .text .p1, .text .n1 { --line: 1px; --tint: 18%; }
        .text .p2, .text .n2 { --line: 2px; --tint: 32%; }
        .text .p3, .text .n3 { --line: 3px; --tint: 46%; }
        .text .p4, .text .n4 { --line: 4px; --tint: 60%; }
        .text .p1, .text .p2, .text .p3, .text .p4 { border-bottom: var(--line) solid var(--positive); background: color-mix(in srgb, var(--positive) var(--tint), transparent); }
        .text .n1, .text .n2, .text .n3, .text .n4 { border-bottom: var(--line) dashed var(--negative); background: color-mix(in srgb, var(--negative) var(--tint), transparent); }
        .nested, .nested ul { margin: 0; padding: 0; list-style: none; }
        .nested ul { margin: 0 0 6px 5px; padding-left: 16px; border-left: 1px solid var(--rule); }
        .nested details { margin: 0; }
        .nested summary, .nested .leaf { padding: 3px 0; color: inherit; font-size: 0.9rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .nested summary { display: list-item; }
        .nested .leaf { padding-left: 17px; }
        .nested small { color: var(--quiet); font-size: 0.92em; white-space: nowrap; }
        .nested .name { display: inline-block; min-width: min(100%, 15em); }
        .nested .bar { display: inline-block; margin: 0 4px 0 10px; vertical-align: middle; }
        .nested .reads { display: block; padding-left: 17px; font-size: 0.94em; }
        .nested .leaf .reads { padding-left: 0; }
        @media print { .nested details:not([open]) { display: block; } }
        .excerpts { margin-top: 12px; }
        .steps { margin: 0; white-space: nowrap; line-height: 1.4; }
        .bar { display: block; width: 92px; height: 10px; }
        .bar line { stroke: var(--rule); }
        .bar .positive { fill: var(--positive); }
        .bar .negative { fill: var(--negative); }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

        """;
}
