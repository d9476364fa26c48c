using Bilinear.Data;

namespace Bilinear.Runtime.Tests.DataFiles;

public sealed class SchemaTests
{
    [Fact]
    public void ASchema_IsReadAsItWasWritten()
    {
        var schema = new DataSchema
        {
            Columns = [new("length") { Mean = 1.0 / 3, Deviation = 0.1 }, new("col\"our") { Values = ["red", "blü"] }],
            Target = "kind",
            Classes = ["a", "b"],
        };

        var read = SchemaText.Read(SchemaText.Write(schema))!;

        Assert.Equal(SchemaText.Write(schema), SchemaText.Write(read));
        Assert.Equal((1.0 / 3, 0.1), (read.Columns[0].Mean, read.Columns[0].Deviation));
        Assert.Equal(["length", "col\"our=red", "col\"our=blü"], read.InputNames);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"columns":[],"target":"y"}""")]
    [InlineData("""{"columns":[{"name":"x","mean":0,"deviation":0}],"target":"y","classes":[]}""")]
    [InlineData("""{"columns":[{"name":null,"mean":0,"deviation":1}],"target":"y","classes":[]}""")]
    public void WhatIsNone_IsNull(string text) => Assert.Null(SchemaText.Read(text));

    [Fact]
    public void ASchemaThatDoesNotFit_IsRefused()
    {
        var data = DataSet.Labelled("data", [2], [1, 2, 3, 4], [0, 1], 2);

        Assert.Throws<ArgumentException>(() => data.With(new DataSchema { Columns = [new("x")] }));
        Assert.Throws<ArgumentException>(() => data.With(new DataSchema { Classes = ["one"] }));
        Assert.Equal(data.Checksum, data.With(new DataSchema { Classes = ["a", "b"] }).Checksum);
    }
}
