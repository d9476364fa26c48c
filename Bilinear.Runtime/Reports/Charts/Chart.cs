using System.Xml.Linq;
using Bilinear.Reports.Files;

namespace Bilinear.Reports.Charts;

/// <summary>A chart: on a page as wide as that allows, and as files of its own, a drawing and its numbers.</summary>
internal abstract class Chart
{
    private const double Left = 58;
    private const double Right = 16;
    private const double FileWidth = 720;

    /// <summary>The sentence below it on a page.</summary>
    protected abstract string Caption { get; }

    /// <summary>A sentence for readers who cannot see it.</summary>
    protected abstract string Description { get; }

    /// <summary>What it is called where its page is not beside it.</summary>
    protected virtual string Title => Caption;

    /// <summary>The height of the plot, of what stands above it, and of what stands below.</summary>
    protected abstract (double Above, double Plot, double Below) Heights { get; }

    /// <summary>The numbers behind it: the names of the columns, then the rows.</summary>
    protected abstract (IEnumerable<string> Columns, IEnumerable<IEnumerable<object?>> Rows) Numbers { get; }

    /// <summary>Draws into a plot whose top left corner is (0, 0): names of its axis stand left of it, and what is above it has a negative y.</summary>
    protected abstract IEnumerable<XElement> Draw(Plot plot);

    /// <summary>The chart above its caption.</summary>
    /// <param name="file">The name of its files, without an ending.</param>
    public XElement OnPage(string file)
    {
        var (above, plot, below) = Heights;
        var style = $"height: {Svg.Number(above + plot + below)}px; padding: {Svg.Number(above)}px {Svg.Number(Right)}px {Svg.Number(below)}px {Svg.Number(Left)}px";
        return FigureFiles.Mark(
            new XElement("figure", Svg.Drawing("chart", Description, new XAttribute("style", style), Draw(new Plot(plot, width: null))), new XElement("figcaption", Caption)),
            new FigureFile($"{file}.svg", Title, File),
            new FigureFile($"{file}.csv", $"The numbers of {file}.svg.", () => Csv.Write(Numbers.Columns, Numbers.Rows)));
    }

    private byte[] File()
    {
        var (above, plot, below) = Heights;
        return Svg.File(Svg.Drawing(
            "chart",
            Description,
            Svg.Box(FileWidth, above + plot + below),
            Svg.Place("width", FileWidth),
            Svg.Place("height", above + plot + below),
            new XElement("g", new XAttribute("transform", $"translate({Svg.Number(Left)} {Svg.Number(above)})"), Draw(new Plot(plot, FileWidth - Left - Right)))));
    }
}
