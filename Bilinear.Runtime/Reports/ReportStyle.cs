using Bilinear.Reports.Charts;
using Bilinear.Reports.Texts;

namespace Bilinear.Reports;

/// <summary>The page's style sheet. It holds none of the three characters that HTML would escape.</summary>
internal static class ReportStyle
{
    public const string Css = Layout + DrawingStyle.OnPages + TextStyle.Css;

    private const string Layout = """

        :root {
          color-scheme: light dark;
          --page: #f7f7f5; --card: #ffffff; --ink: #1d1f23; --quiet: #63676f; --rule: #e2e2de;
          --positive: #2166ac; --negative: #b2182b; --accent: #2166ac; --shade: #1d1f2340;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #15171b; --card: #1e2126; --ink: #e8e8e4; --quiet: #9aa0aa; --rule: #31353c;
            --positive: #6baed6; --negative: #f4866b; --accent: #8fc3ea; --shade: #e8e8e440;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
        main, header, footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
        header { padding-top: 48px; }
        h1 { margin: 0; font-size: 2.4rem; line-height: 1.15; letter-spacing: -0.02em; }
        h2 { margin: 0; font-size: 1.45rem; letter-spacing: -0.01em; overflow-wrap: anywhere; }
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
        .scale img { flex: 0 1 180px; min-width: 40px; height: 12px; border-radius: 6px; }
        .scale + p { margin-top: 10px; }
        .glance { display: flex; flex-wrap: wrap; gap: 12px; margin: 0; padding: 0; list-style: none; }
        .glance a { display: block; font-size: 0.84rem; text-align: center; text-decoration: none; }
        .scroll {
          --under: var(--page);   /* its ground also covers the shades, which stay at the edges, where there is nothing more to scroll to */
          overflow-x: auto;
          background:
            linear-gradient(to right, var(--under) 50%, transparent) left / 40px 100% no-repeat local,
            linear-gradient(to left, var(--under) 50%, transparent) right / 40px 100% no-repeat local,
            linear-gradient(to right, var(--shade), transparent) left / 16px 100% no-repeat scroll,
            linear-gradient(to left, var(--shade), transparent) right / 16px 100% no-repeat scroll,
            var(--under);
        }
        .panel.scroll, .panel .scroll { --under: var(--card); }
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
        .chart { display: block; width: 100%; overflow: visible; }
        .tree { display: block; width: 100%; height: auto; }
        .weights td { border: 0; padding: 0 6px 0 0; text-align: center; }
        .weight { print-color-adjust: exact; padding: 6px 8px; border: 1px solid var(--rule); border-radius: 6px; }
        .weights small { color: var(--quiet); }
        h2.entry { margin: 52px 0 16px; font-size: 1.8rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(262px, 1fr)); gap: 14px; margin: 0; padding: 0; list-style: none; }
        .cards.small { grid-template-columns: repeat(auto-fill, minmax(138px, 1fr)); }
        .cards.spaced { margin: 0 0 20px; }
        .card { padding: 14px; }
        .card dl { display: flex; gap: 10px; justify-content: space-between; margin: 0 0 10px; font-size: 0.84rem; font-variant-numeric: tabular-nums; }
        .card dt { color: var(--quiet); }
        .card dd { margin: 0; font-weight: 600; }
        .positive dd { color: var(--positive); }
        .negative dd { color: var(--negative); }
        .spaces { margin: 14px 0 0; padding: 0 0 0 20px; font-size: 0.9rem; }
        .pictures { display: flex; gap: 12px; align-items: flex-start; }
        .stacked { flex-wrap: wrap; }
        .masks { display: grid; grid-template-columns: repeat(2, 1fr); gap: 10px; }
        .masks figure { margin: 0; }
        img { image-rendering: pixelated; border-radius: 4px; display: block; border: 1px solid var(--rule); }
        .inputs { display: flex; flex-direction: column; gap: 6px; margin: 0; padding: 0; list-style: none; font-size: 0.8rem; font-variant-numeric: tabular-nums; }
        .inputs li { display: flex; align-items: center; gap: 8px; }
        .inputs small { color: var(--quiet); font-size: 0.95em; }
        details { margin-top: 14px; }
        summary { cursor: pointer; color: var(--quiet); font-size: 0.9rem; }
        pre { overflow-x: auto; font-size: 0.84rem; line-height: 1.45; }
        footer { margin-top: 56px; padding-bottom: 40px; color: var(--quiet); font-size: 0.85rem; overflow-wrap: anywhere; }
        @media (max-width: 640px) {
          main, header, footer { padding: 0 14px; }
          header { padding-top: 28px; }
          h1 { font-size: 1.8rem; overflow-wrap: anywhere; }
          .panel { padding: 16px 14px; }
          .panel .pictures, .scale { flex-wrap: wrap; }
          th, td { padding-right: 9px; font-size: 0.84rem; }
          thead th { white-space: normal; vertical-align: bottom; }
        }
        @media print {
          :root { color-scheme: light; }
          body { background: none; font-size: 9.5pt; line-height: 1.4; }
          .figures { grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; margin: 14px 0; }
          .figures li { padding: 8px 12px; }
          main, header, footer { max-width: none; padding: 0; }
          header { padding-top: 0; }
          section, h2.entry, footer { margin-top: 20px; }
          .panel { padding: 10px 14px; margin-bottom: 12px; }
          .scroll { overflow: visible; background: none; }
          details:not([open]) { display: none; }
          th, td { padding-right: 8px; font-size: 8pt; }
          thead th { white-space: normal; vertical-align: bottom; }
          .tree { min-width: 0 !important; max-height: 880px; }
          .cards { grid-template-columns: repeat(auto-fill, minmax(225px, 1fr)); gap: 10px; }
          .card { padding: 10px; }
          .card .pictures { gap: 8px; }
          .card .pictures img { width: 96px; height: auto; }
          .card .inputs img { width: 36px; }
          .cards.rows { grid-template-columns: 1fr; }
          .masks { grid-template-columns: repeat(6, 1fr); }
          .masks img { width: 92px; height: auto; }
          .card, .whole, figure, tr, .figures li { break-inside: avoid; }
          h1, h2, h3, .head, thead { break-after: avoid; }
        }

        """;
}
