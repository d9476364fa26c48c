using System.Globalization;
using System.IO.Compression;

namespace Bilinear.Data;

/// <summary>Reads the embedded digits: 1797 lines of 64 pixels from 0 to 16 and a label. See Digits/LICENSE.txt.</summary>
internal static class DigitsData
{
    private const int Side = 8;
    private const float Brightest = 16;
    private const int Classes = 10;

    public static (DataSet Train, DataSet Test) Read()
    {
        var rows = Rows();
        return (Part("digits, train", rows.Where((_, index) => index % 5 != 0)), Part("digits, test", rows.Where((_, index) => index % 5 == 0)));
    }

    private static List<byte[]> Rows()
    {
        using var resource = typeof(DigitsData).Assembly.GetManifestResourceStream("Bilinear.Data.digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        var rows = new List<byte[]>();
        while (reader.ReadLine() is { } line)
            rows.Add([.. line.Split(',').Select(number => byte.Parse(number, CultureInfo.InvariantCulture))]);
        return rows;
    }

    private static DataSet Part(string name, IEnumerable<byte[]> rows)
    {
        var part = rows.ToList();
        return DataSet.Labelled(name, [Side, Side], [.. part.SelectMany(row => row[..^1])], Brightest, [.. part.Select(row => (int)row[^1])], Classes);
    }
}
