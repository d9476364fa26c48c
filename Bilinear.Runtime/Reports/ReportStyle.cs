namespace Bilinear.Reports;

/// <summary>The page's style sheet. It holds none of the three characters that HTML would escape.</summary>
internal static class ReportStyle
{
    public const string Css = """

        :root {
          color-scheme: light dark;
          --page: #f7f7f5; --card: #ffffff; --ink: #1d1f23; --quiet: #63676f; --rule: #e2e2de;
          --positive: #2166ac; --negative: #b2182b; --accent: #2166ac;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #15171b; --card: #1e2126; --ink: #e8e8e4; --quiet: #9aa0aa; --rule: #31353c;
            --positive: #6baed6; --negative: #f4866b; --accent: #8fc3ea;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
        main, header, footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
        header { padding-top: 48px; }
        h1 { margin: 0; font-size: 2.4rem; line-height: 1.15; letter-spacing: -0.02em; }
        h2 { margin: 0; font-size: 1.45rem; letter-spacing: -0.01em; }
        h3 { margin: 0 0 10px; font-size: 1rem; font-weight: 600; }
        a { color: var(--accent); }
        .summary { margin: 8px 0 0; max-width: 46em; color: var(--quiet); }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 16px; margin: 28px 0; padding: 0; list-style: none; }
        .figures li, .card, .panel { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; }
        .figures li { padding: 16px 20px; }
        .figures strong { display: block; font-size: 1.7rem; line-height: 1.25; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
        .figures span { color: var(--quiet); font-size: 0.86rem; }
        .panel { padding: 20px 24px; margin: 0 0 20px; }
        .panel p { margin: 0 0 10px; max-width: 52em; }
        .panel p:last-child { margin-bottom: 0; }
        .notice { border-left: 4px solid var(--negative); }
        .scale { display: flex; align-items: center; gap: 10px; font-size: 0.86rem; color: var(--quiet); }
        .scale i { flex: 0 1 180px; height: 12px; border-radius: 6px; border: 1px solid var(--rule);
          background: linear-gradient(to right, #67001f, #b2182b, #d6604d, #f4a582, #fddbc7, #ffffff, #d1e5f0, #92c5de, #4393c3, #2166ac, #053061); }
        .glance { display: flex; flex-wrap: wrap; gap: 12px; margin: 0; padding: 0; list-style: none; }
        .glance a { display: block; font-size: 0.84rem; text-align: center; text-decoration: none; }
        .scroll { overflow-x: auto; }
        .panel table { width: 100%; }
        sub { line-height: 0; }
        table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--quiet); padding-bottom: 6px; }
        th, td { padding: 5px 14px 5px 0; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th:first-child, .facts td { text-align: left; }
        .facts td { white-space: normal; overflow-wrap: anywhere; }
        th { font-weight: 600; }
        thead th { color: var(--quiet); font-weight: 500; }
        section { margin: 52px 0 0; }
        .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px 18px; margin-bottom: 12px; }
        .head p { margin: 0; color: var(--quiet); font-size: 0.92rem; }
        figure { margin: 0 0 18px; }
        figcaption { color: var(--quiet); font-size: 0.8rem; margin-top: 4px; }
        .spectrum { display: block; width: 100%; height: auto; }
        .spectrum line { stroke: var(--quiet); stroke-width: 0.8; }
        .spectrum text { fill: var(--quiet); font-size: 11px; }
        .spectrum rect { opacity: 0.38; }
        .spectrum rect.kept { opacity: 1; }
        .bars { flex: none; }
        .bars text { font-size: 10.5px; fill: var(--ink); }
        .bars line { stroke: var(--rule); }
        .bars .positive { fill: var(--positive); }
        .bars .negative { fill: var(--negative); }
        .spectrum .positive { fill: var(--positive); }
        .spectrum .negative { fill: var(--negative); }
        .spectrum polyline { fill: none; stroke-width: 1.8; }
        .spectrum .first { stroke: var(--positive); }
        .spectrum .second { stroke: var(--negative); }
        .spectrum circle { fill: var(--card); }
        .spectrum .band { stroke: none; opacity: 0.16; }
        .spectrum .band.first { fill: var(--positive); }
        .spectrum .band.second { fill: var(--negative); }
        .tree { display: block; width: 100%; height: auto; }
        .tree text { font-size: 12px; font-variant-numeric: tabular-nums; }
        .tree .positive { fill: var(--positive); }
        .tree .negative { fill: var(--negative); }
        .tree path.positive { fill: none; stroke: var(--positive); opacity: 0.55; }
        .tree path.negative { fill: none; stroke: var(--negative); opacity: 0.55; }
        .tree .heading { fill: var(--quiet); }
        .tree image { image-rendering: pixelated; }
        .weights td { border: 0; padding: 0 6px 0 0; text-align: center; }
        .weight { padding: 6px 8px; border: 1px solid var(--rule); border-radius: 6px; }
        .weights small { color: var(--quiet); }
        h2.entry { margin: 52px 0 16px; font-size: 1.8rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(262px, 1fr)); gap: 14px; margin: 0; padding: 0; list-style: none; }
        .cards.small { grid-template-columns: repeat(auto-fill, minmax(138px, 1fr)); }
        .cards.spaced { margin: 0 0 20px; }
        .card { padding: 14px; }
        .card dl { display: flex; justify-content: space-between; margin: 0 0 10px; font-size: 0.84rem; font-variant-numeric: tabular-nums; }
        .card dt { color: var(--quiet); }
        .card dd { margin: 0; font-weight: 600; }
        .positive dd { color: var(--positive); }
        .negative dd { color: var(--negative); }
        .spaces { margin: 14px 0 0; padding: 0 0 0 20px; font-size: 0.9rem; }
        .pictures { display: flex; gap: 12px; align-items: flex-start; }
        .masks { display: grid; grid-template-columns: repeat(2, 1fr); gap: 10px; }
        .masks figure { margin: 0; }
        img { image-rendering: pixelated; border-radius: 4px; display: block; border: 1px solid var(--rule); }
        .inputs { display: flex; flex-direction: column; gap: 6px; margin: 0; padding: 0; list-style: none; font-size: 0.8rem; font-variant-numeric: tabular-nums; }
        .inputs li { display: flex; align-items: center; gap: 8px; }
        .inputs small { color: var(--quiet); font-size: 0.95em; }
        details { margin-top: 14px; }
        summary { cursor: pointer; color: var(--quiet); font-size: 0.9rem; }
        pre { overflow-x: auto; font-size: 0.84rem; line-height: 1.45; }
        footer { margin-top: 56px; padding-bottom: 40px; color: var(--quiet); font-size: 0.85rem; }
        @media (max-width: 640px) {
          main, header, footer { padding: 0 14px; }
          header { padding-top: 28px; }
          h1 { font-size: 1.8rem; overflow-wrap: anywhere; }
          .panel { padding: 16px 14px; }
          .panel .pictures, .scale { flex-wrap: wrap; }
          figure { overflow-x: auto; }
          .tree { min-width: 600px; }
        }
        @media print { body { background: none; } .card, section { break-inside: avoid; } }

        """;
}
