using System.Globalization;
using Bilinear.Data;
using Bilinear.Text;

namespace Bilinear.Cli.Data;

/// <summary>Says how large a table's target of numbers is: a learning rate that suits targets about 1 trains one in the thousands to nonsense.</summary>
internal static class NumberTarget
{
    /// <summary>From here on a loss is shown without decimals.</summary>
    private const double Large = 1000;

    /// <summary>The range over both parts, and the mean squared error on the test part of the mean of the training part.</summary>
    public static string Describe(DataSet train, DataSet test)
    {
        float[] known = train.Targets[0].Values.ToArray(), asked = test.Targets[0].Values.ToArray();
        var mean = known.Average(value => (double)value);
        var loss = asked.Average(value => (value - mean) * (value - mean));
        return string.Create(CultureInfo.InvariantCulture, $"{ForeignText.Shorten(train.Schema!.Target)} is taken as it is, {known.Concat(asked).Min():G6} … {known.Concat(asked).Max():G6}: predicting its mean gives a loss of {loss.ToString(loss < Large ? "G6" : "F0", CultureInfo.InvariantCulture)}");
    }
}
