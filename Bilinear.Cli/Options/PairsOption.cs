using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary><c>--pairs 0,2</c>: which eigenvectors are meant, by their numbers.</summary>
internal sealed class PairsOption : Option<int[]>
{
    public PairsOption()
        : base("--pairs")
    {
        (Description, HelpName, Arity, AllowMultipleArgumentsPerToken) = ("Which eigenvectors, counted from 0 in the order of the spectrum; the leading ones if left out.", "N,N,…", ArgumentArity.ExactlyOne, false);
        CustomParser = result =>
        {
            var words = result.Tokens[0].Value.Split(',');
            int[] pairs = [.. words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var pair) ? pair : -1)];
            if (pairs.AsSpan().IndexOf(-1) is >= 0 and var wrong)
                result.Say($"--pairs takes whole numbers from 0 with commas between them, as 0,2, and was given {(words[wrong].Trim().Length == 0 ? "nothing where one belongs" : $"`{ForeignText.Shorten(words[wrong])}`")}.");
            else if (pairs.GroupBy(pair => pair).FirstOrDefault(same => same.Count() > 1) is { } twice)
                result.Say(string.Create(CultureInfo.InvariantCulture, $"--pairs names {twice.Key} twice: name each once."));
            return pairs;
        };
    }
}
