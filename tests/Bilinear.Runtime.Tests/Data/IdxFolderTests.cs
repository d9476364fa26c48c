using Bilinear.Data;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Data;

public sealed class IdxFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mnist_IsReadAndKnownByItsSums()
    {
        SkipWithoutData();
        var (train, test) = DataSet.Mnist();
        Assert.Equal((60000, 10000), (train.Count, test.Count));
        Assert.Equal([28, 28], train.SampleShape);
        Assert.Equal(10, train.Classes);
        Assert.Equal([5, 0, 4, 1, 9], train.Labels[..5].ToArray());
        Assert.Equal([7, 2, 1, 0, 4], test.Labels[..5].ToArray());

        // The known mean of MNIST's training pixels.
        var pixels = new float[28 * 28];
        var sum = 0.0;
        for (var sample = 0; sample < train.Count; sample++)
        {
            train.CopyInputs(sample, pixels);
            foreach (var pixel in pixels) sum += pixel;
        }
        Assert.Equal(0.1307, sum / (60000.0 * pixels.Length), 4);
    }

    [Fact]
    public void FashionMnist_IsReadAndKnownByItsSums()
    {
        SkipWithoutData();
        var (train, test) = DataSet.FashionMnist();
        Assert.Equal((60000, 10000), (train.Count, test.Count));
        Assert.Equal([9, 0, 0, 3, 0], train.Labels[..5].ToArray());
    }

    [Fact]
    public void AnotherDataSetInItsPlace_IsRefusedWithBothSums()
    {
        WriteSet();
        var error = Assert.Throws<IdxException>(() => DataSet.Mnist(_folder.Path));
        Assert.Contains("those of MNIST have ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db", error.Message);
        Assert.Contains("DataSet.FromIdx", error.Message);
    }

    [Fact]
    public void PicturesOfOnesOwn_AreRead()
    {
        WriteSet();
        var (train, test) = DataSet.FromIdx(_folder.Path);
        Assert.Equal((3, 2, 5), (train.Count, test.Count, train.Classes));
        Assert.Equal([2, 2], test.SampleShape);
        Assert.Equal([1, 0, 4], train.Labels.ToArray());
        Assert.Equal(5, test.Classes);
    }

    [Fact]
    public void AMissingFile_IsNamed()
    {
        WriteSet();
        File.Delete(_folder["t10k-labels-idx1-ubyte"]);
        Assert.Contains("there is no t10k-labels-idx1-ubyte.gz, nor t10k-labels-idx1-ubyte.", Assert.Throws<FileNotFoundException>(() => DataSet.FromIdx(_folder.Path)).Message);
    }

    [Fact]
    public void LabelsThatAreNotAsManyAsTheImages_AreRefused()
    {
        WriteSet();
        File.WriteAllBytes(_folder["train-labels-idx1-ubyte"], RawIdx.File([2], [1, 0]));
        Assert.Contains("the images are [3, 2, 2] and the labels [2]", Assert.Throws<IdxException>(() => DataSet.FromIdx(_folder.Path)).Message);
    }

    private void WriteSet()
    {
        File.WriteAllBytes(_folder["train-images-idx3-ubyte"], RawIdx.File([3, 2, 2], new byte[12]));
        File.WriteAllBytes(_folder["train-labels-idx1-ubyte"], RawIdx.File([3], [1, 0, 4]));
        File.WriteAllBytes(_folder["t10k-images-idx3-ubyte"], RawIdx.File([2, 2, 2], new byte[8]));
        File.WriteAllBytes(_folder["t10k-labels-idx1-ubyte"], RawIdx.File([2], [3, 3]));
    }

    private static void SkipWithoutData() =>
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BILINEAR_DATA")), "BILINEAR_DATA names no folder with mnist and fashion-mnist.");
}
