using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary>An option that takes a number, and says so when it is given anything else.</summary>
internal sealed class DecimalOption : Option<double?>
{
    /// <param name="example">A number that it could be given.</param>
    /// <param name="least">The smallest; null for any.</param>
    public DecimalOption(string name, string example, double? least = null)
        : base(name)
    {
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && (least is null || number >= least))
                return number;
            result.Say($"{name} takes a number{(least is { } from ? string.Create(CultureInfo.InvariantCulture, $" from {from}") : "")}, such as {example}, and was given `{ForeignText.Shorten(text)}`.");
            return null;
        };
    }
}
