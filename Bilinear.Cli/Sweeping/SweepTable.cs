using Bilinear.Spectral;

namespace Bilinear.Cli.Sweeping;

/// <summary>The runs of one combination of settings, and the mean of each of their numbers over the seeds.</summary>
/// <param name="Runs">How many there are.</param>
/// <param name="Diverged">How many of them diverged, and are not in the means.</param>
internal sealed record SweepRow(IReadOnlyList<KeyValuePair<string, string>> Settings, int Runs, int Diverged, IReadOnlyDictionary<string, Estimate> Means);

/// <summary>What a sweep came to: a row for each combination of settings.</summary>
/// <param name="Names">The numbers, in the order in which runs have them.</param>
internal sealed record SweepTable(IReadOnlyList<SweepRow> Rows, IReadOnlyList<string> Names)
{
    public static SweepTable Of(IReadOnlyList<SweepRun> runs, IReadOnlyList<RunResult> results)
    {
        string[] names = [.. results.SelectMany(result => result.Numbers.Select(number => number.Key)).Distinct().Where(name => !name.StartsWith(SweepMeasures.ErrorPrefix, StringComparison.Ordinal))];
        var rows = runs.Zip(results).GroupBy(pair => pair.First.Settings).Select(group => new SweepRow(
            group.Key,
            group.Count(),
            group.Count(pair => pair.Second.Diverged is not null),
            names.Select(name => (Name: name, Values: group.Select(pair => pair.Second.Find(name)).OfType<double>().ToList()))
                .Where(number => number.Values.Count > 0)
                .ToDictionary(number => number.Name, number => Estimate.Of(number.Values), StringComparer.Ordinal)));
        return new SweepTable([.. rows], names);
    }
}
