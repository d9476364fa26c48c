using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary>An option that takes a whole number between two bounds, and says so when it is given anything else.</summary>
internal sealed class NumberOption<T> : Option<T?> where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <param name="most">The largest that the type can hold, if left out.</param>
    public NumberOption(string name, int least, T? most = null)
        : base(name)
    {
        var (first, last) = (T.CreateChecked(least), most ?? T.MaxValue);
        HelpName = "N";
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= first && number <= last)
                return number;
            // Any number of its type will do where there are negative ones.
            var bounds = T.IsNegative(T.MinValue) && first == T.MinValue && last == T.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $" from {first} to {last}");
            result.Say(string.Create(CultureInfo.InvariantCulture, $"{name} takes a whole number{bounds}, and was given `{ForeignText.Shorten(text)}`."));
            return null;
        };
    }
}
