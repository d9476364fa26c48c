using System.Text;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.DataFiles;

public sealed class CsvFileTests : IDisposable
{
    private const string Flowers = """
        length,colour,"wide, mm",kind
        1,red,0.5,a
        2,blue,1.5,b
        3,red,0.25,a
        4,"blue",1,b
        6,green,3,c
        5,red,0.75,a

        7,blue,1e1,"b"
        """;

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["data.csv"];

    [Fact]
    public void Columns_AreToldFromTheirCells()
    {
        var file = Write(Flowers);

        Assert.Equal((',', 7L), (file.Separator, file.Rows));
        Assert.Equal([("length", ColumnKind.Whole), ("colour", ColumnKind.Text), ("wide, mm", ColumnKind.Number), ("kind", ColumnKind.Text)], file.Columns.Select(column => (column.Name, column.Kind)));
        Assert.Equal((1.0, 7.0), (file.Columns[0].Smallest, file.Columns[0].Largest));
    }

    [Fact]
    public void Samples_AreStandardisedByTheTrainingPart_AndTextsAreOneHot()
    {
        var schema = Write(Flowers).Describe("kind", LossKind.CrossEntropy);
        var (train, test) = CsvFile.Read(Path, schema, LossKind.CrossEntropy);

        // Rows 0 and 5 are test samples; of the others the lengths are 2, 3, 4, 6, 7.
        double[] lengths = [2, 3, 4, 6, 7];
        var mean = lengths.Average();
        var deviation = Math.Sqrt(lengths.Average(length => (length - mean) * (length - mean)));
        Assert.Equal(["length", "colour=blue", "colour=green", "colour=red", "wide, mm"], schema.InputNames);
        Assert.Equal(["a", "b", "c"], schema.Classes);
        Assert.Equal((5, 2), (train.Count, test.Count));
        Assert.Equal([1, 0, 1, 2, 1], train.Labels.ToArray());
        Assert.Equal([0, 0], test.Labels.ToArray());
        var sample = new float[5];
        test.CopyInputs(1, sample);
        Assert.Equal([(float)((5 - mean) / deviation), 0, 0, 1], sample[..4]);
        Assert.Same(schema, test.Schema);
    }

    [Fact]
    public void WholeNumbers_AreClassesOrNumbers_AsTheLossAsks()
    {
        var file = Write("x;y\n1;10\n2;9\n3;10\n4;2\n5;9.0\n6;2\n");

        Assert.Equal(';', file.Separator);
        var classes = file.Describe("y", LossKind.CrossEntropy);
        Assert.Equal(["2", "9", "10"], classes.Classes);
        Assert.Equal([1, 2, 0, 1], CsvFile.Read(Path, classes, LossKind.CrossEntropy).Train.Labels.ToArray());
        var numbers = file.Describe("y", LossKind.MeanSquaredError);
        Assert.Equal([9, 10, 2, 9], CsvFile.Read(Path, numbers, LossKind.MeanSquaredError).Train.Targets[0].Values.ToArray());
    }

    // A double would make one class of the two.
    [Fact]
    public void WholeNumbersBeyondDoubles_AreClassesAsTheyAreWritten()
    {
        var classes = Write("x,y\n1,9223372036854775809\n2,3\n3,9223372036854775808\n4,3.0\n").Describe("y", LossKind.CrossEntropy);

        Assert.Equal(["3", "9223372036854775808", "9223372036854775809"], classes.Classes);
        Assert.Equal([0, 1, 0], CsvFile.Read(Path, classes, LossKind.CrossEntropy).Train.Labels.ToArray());
    }

    [Fact]
    public void AnotherFile_IsReadAsTheFirstWas()
    {
        var schema = Write("x,c,y\n1,u,a\n2,v,b\n4,u,a\n", bom: true).Describe("y", LossKind.CrossEntropy, isWhole: true);
        Write("note,y,c,x\nn,b,v,10\n");

        var all = CsvFile.ReadAll(Path, schema, LossKind.CrossEntropy);

        var sample = new float[3];
        all.CopyInputs(0, sample);
        Assert.Equal([(float)((10 - 7.0 / 3) / Math.Sqrt(14.0 / 9)), 0, 1], sample);
        Assert.Equal([1], all.Labels.ToArray());
    }

    [Theory]
    [InlineData("a,b,y\n1,2,u\n3,4\n", ":3:3: the row has 2 cells, and the header 3 columns: there is no y.")]
    [InlineData("a,b,y\n1,2,u,\n3,4,v\n", ":2:7: the row has 4 cells, and the header 3 columns: there is 1 cell too many.")]
    [InlineData("a,b,y\n1,x,u\n3,4,v\n5,6,v\n", ":2:3: 'x' is no number, as the other cells of 'b' are: write a number,")]
    [InlineData("a;b;y\n1;\"1,5\";u\n3;4;v\n5;6;v\n", ":2:3: '1,5' is no number, as the other cells of 'b' are: write a decimal point, not a comma.")]
    [InlineData("a;y\n88,6;u\n90,1;v\nq;v\n", ":2:1: '88,6' would be a number, as most cells of 'a' would, but for the way in which they are written: write a decimal point, not a comma.")]
    [InlineData("a,y\nu,5%\nv,7 %\n", ":2:3: '5%' would be a number, as most cells of 'y' would, but for the way in which they are written: write it without the %.")]
    [InlineData("a,b,y\nk,2,u\n\"q\n\",NaN,v\nk,4,v\n", ":4:3: 'NaN' is no number")]
    [InlineData("a,b,y\n1,2,u\n3,,v\n", ":3:3: the cell of 'b' is empty: fill it in, or leave the row out.")]
    [InlineData("a,b,a\n1,2,u\n", ":1:5: columns 1 and 3 are both called 'a': give each a name of its own.")]
    [InlineData("a,,y\n1,2,u\n", ":1:3: column 2 of 3 has no name")]
    [InlineData("1,2,3\n4,5,6\n", ":1:1: the first line is numbers, and it should name the columns")]
    [InlineData("", ": it is empty: a table begins with a line that names its columns.")]
    [InlineData("a,y\n", ": it has a header, and no row below it.")]
    [InlineData("a,b,y\n1,\"2,u\n3,4,v\n", ":2:1: the quotes of this row do not fit together.")]
    [InlineData("a,b\n1,2\n", ": there is no column 'y' to predict; there are 'a', 'b'.")]
    [InlineData("y\n1\n", ": 'y' is its only column")]
    [InlineData("a,y\n1,0.5\n2,1\n", ":2:3: the target 'y' holds 0.5, a number with a fraction, and cross-entropy predicts classes")]
    [InlineData("a,y\n1,u\n", ": it has one row")]
    [InlineData("a,y\n1\0,u\n2,v\n", ":2:1: '1\\u0000' holds a character 0")]
    [InlineData("a,y\nnan,u\n-inf,v\n", ":2:1: 'nan' is no finite number, and there is none in 'a'")]
    [InlineData("a,y\n1,nan\n2,nan\n", ":2:3: 'nan' is no finite number, and there is none in 'y'")]
    [InlineData("a,y\n1,u\n1e999,v\n2,u\n", ":3:1: '1e999' in 'a' is larger than a number can be, 1.8e308: scale the column")]
    [InlineData("a,y\n1,u\n-1e308,v\n1e308,u\n", ": the numbers of 'a' are -1E+308 … 1E+308, too far apart for a deviation: scale the column.")]
    [InlineData("a,y\n1e300,u\n1,v\n2,u\n", ":2:1: 1e300 is too far from the mean of 'a', 1.5, for a float: scale the column, or mend the cell.")]
    [InlineData("a,b,y\nx\"y,1,u\nz,,v\nx\"y,z,v\n", ":3:3: the cell of 'b' is empty")]
    [InlineData("a,b,y\nx\"y,z,u\nz,1,v\nz,2,v\n", ":2:5: 'z' is no number")]
    public void WhatIsNoTable_IsRefusedWithItsPlace(string text, string expected)
    {
        var refusal = Assert.Throws<DataFileException>(() => CsvFile.Read(Path, Write(text).Describe("y", LossKind.CrossEntropy), LossKind.CrossEntropy));

        Assert.StartsWith(Path + expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c,y\nu,a\n", ": there is no column 'x', of the schema that is used")]
    [InlineData("x,c,y\n1,w,a\n", ":2:3: 'w' is none of the texts of 'c' that are known, which are 'u', 'v'")]
    [InlineData("x,c,y\n1,u,z\n", ":2:5: 'z' is none of the classes of 'y', which are 'a', 'b'")]
    [InlineData("x,c,y\n,u,a\n", ":2:1: the cell of 'x' is empty")]
    public void AnotherFile_IsRefusedWhereItDiffers(string text, string expected)
    {
        var schema = Write("x,c,y\n1,u,a\n2,v,b\n").Describe("y", LossKind.CrossEntropy);
        File.WriteAllText(Path, text);

        var refusal = Assert.Throws<DataFileException>(() => CsvFile.ReadAll(Path, schema, LossKind.CrossEntropy));

        Assert.StartsWith(Path + expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooManyTexts_BytesThatAreNoText_AndTextsForMeanSquaredError_AreRefused()
    {
        var names = "name,y\n" + string.Concat(Enumerable.Range(0, 101).Select(row => $"n{row},{row % 2}\n"));
        Assert.Contains("the column 'name' has 101 different texts in 101 rows", Refusal(names, LossKind.CrossEntropy), StringComparison.Ordinal);
        Assert.Contains("the target 'y' holds texts, which are classes, and mean squared error predicts numbers", Refusal("x,y\n1,a\n", LossKind.MeanSquaredError), StringComparison.Ordinal);

        File.WriteAllBytes(Path, [(byte)'a', (byte)',', 0xE4, (byte)'\n']);
        Assert.Contains("no text in UTF-8", Assert.Throws<DataFileException>(() => CsvFile.Open(Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal(string text, LossKind loss) => Assert.Throws<DataFileException>(() => Write(text).Describe("y", loss)).Message;

    private CsvFile Write(string text, bool bom = false)
    {
        File.WriteAllText(Path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: bom));
        return CsvFile.Open(Path);
    }
}
