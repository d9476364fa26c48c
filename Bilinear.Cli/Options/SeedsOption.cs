using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary><c>--seeds 0..4</c> or <c>--seeds 1,7</c>: one run for each.</summary>
internal sealed class SeedsOption : Option<ulong[]>
{
    private const int Most = 10_000;

    public SeedsOption()
        : base("--seeds")
    {
        (Description, HelpName, Arity, AllowMultipleArgumentsPerToken) = ("The seeds, from the first to the last, as 0..4, or one by one, as 1,7; the train block's alone if left out.", "A..B", ArgumentArity.ExactlyOne, false);
        CustomParser = result =>
        {
            var seeds = new List<ulong>();
            foreach (var word in result.Tokens[0].Value.Split(','))
            {
                ulong[] ends = [.. word.Split("..").Select(end => ulong.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : (ulong?)null).OfType<ulong>()];
                if (ends.Length != word.Split("..").Length || ends.Length > 2 || ends[0] > ends[^1])
                    return Refuse($"takes whole numbers from 0, as 0..4 or 1,7, and was given {(word.Trim().Length == 0 ? "nothing where one belongs" : $"`{ForeignText.Shorten(word)}`")}");
                if (ends[^1] - ends[0] >= Most - (ulong)seeds.Count)
                    return Refuse(string.Create(CultureInfo.InvariantCulture, $"takes at most {Most} seeds"));
                seeds.AddRange(Enumerable.Range(0, (int)(ends[^1] - ends[0]) + 1).Select(i => ends[0] + (ulong)i));
            }
            return seeds.GroupBy(seed => seed).FirstOrDefault(same => same.Count() > 1) is { Key: var twice }
                ? Refuse(string.Create(CultureInfo.InvariantCulture, $"names {twice} twice: name each seed once"))
                : [.. seeds];

            ulong[] Refuse(string problem)
            {
                result.Say($"{Name} {problem}.");
                return [];
            }
        };
    }
}
