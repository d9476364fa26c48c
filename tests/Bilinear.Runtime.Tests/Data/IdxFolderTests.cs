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
            foreach (var pixel in pixels)
                sum += pixel;
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
        Assert.Contains("can be read as one of its own", error.Message);
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
        Assert.Contains("there are no test labels, such as t10k-labels-idx1-ubyte.gz. The folder has these: 't10k-images-idx3-ubyte', 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte'.", Assert.Throws<FileNotFoundException>(() => DataSet.FromIdx(_folder.Path)).Message);
    }

    [Theory]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte")]
    [InlineData("emnist-letters-train-images-idx3-ubyte", "emnist-letters-train-labels-idx1-ubyte", "emnist-letters-test-images-idx3-ubyte", "emnist-letters-test-labels-idx1-ubyte")]
    [InlineData("qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx1-ubyte", "qmnist-test-images-idx3-ubyte", "qmnist-test-labels-idx1-ubyte")]
    [InlineData("train_images.idx", "train_labels.idx", "test_images.idx", "test_labels.idx")]
    [InlineData("Training-Images-IDX3-ubyte", "Training-Labels-IDX1-ubyte", "Testing-Images-IDX3-ubyte", "Testing-Labels-IDX1-ubyte")]
    public void OtherDistributions_CallTheirFilesOtherwise(params string[] names)
    {
        WriteSet(names);
        File.WriteAllText(_folder["emnist-letters-mapping.txt"], "1 65 97");
        File.WriteAllText(_folder["._" + names[0]], "what macOS leaves");
        Directory.CreateDirectory(_folder["train-images"]);
        // The same file unpacked and not is one file.
        File.Copy(_folder[names[1]], _folder[names[1] + ".gz"]);

        var (train, test) = DataSet.FromIdx(_folder.Path);

        Assert.Equal([1, 0, 4], train.Labels.ToArray());
        Assert.Equal((3, 2), (train.Count, test.Count));
    }

    [Fact]
    public void TwoSetsInOneFolder_AreNotGuessedAt()
    {
        WriteSet();
        WriteSet("emnist-letters-train-images-idx3-ubyte", "emnist-letters-train-labels-idx1-ubyte", "emnist-letters-test-images-idx3-ubyte", "emnist-letters-test-labels-idx1-ubyte");

        var message = Assert.Throws<IdxException>(() => DataSet.FromIdx(_folder.Path)).Message;

        Assert.Contains("it is not clear which four files are meant", message);
        Assert.Contains("'emnist-letters-test-labels-idx1-ubyte'", message);
        Assert.Contains("'train-images-idx3-ubyte'", message);
    }

    [Fact]
    public void OneFileUnderTwoNames_IsNotGuessedAt()
    {
        WriteSet();
        File.WriteAllBytes(_folder["train-images.idx3-ubyte"], RawIdx.File([3, 2, 2], new byte[12]));

        Assert.Contains("it is not clear which four files are meant", Assert.Throws<IdxException>(() => DataSet.FromIdx(_folder.Path)).Message);
    }

    [Fact]
    public void AFolderThatIsNotThere_IsNamed() =>
        Assert.Contains("there is no such folder", Assert.Throws<DirectoryNotFoundException>(() => DataSet.FromIdx(_folder["nowhere"])).Message);

    [Fact]
    public void LabelsThatAreNotAsManyAsTheImages_AreRefused()
    {
        WriteSet();
        File.WriteAllBytes(_folder["train-labels-idx1-ubyte"], RawIdx.File([2], [1, 0]));
        Assert.Contains("the images are [3, 2, 2], and the labels of train-labels-idx1-ubyte are [2]", Assert.Throws<IdxException>(() => DataSet.FromIdx(_folder.Path)).Message);
    }

    private void WriteSet() => WriteSet("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private void WriteSet(params string[] names)
    {
        File.WriteAllBytes(_folder[names[0]], RawIdx.File([3, 2, 2], new byte[12]));
        File.WriteAllBytes(_folder[names[1]], RawIdx.File([3], [1, 0, 4]));
        File.WriteAllBytes(_folder[names[2]], RawIdx.File([2, 2, 2], new byte[8]));
        File.WriteAllBytes(_folder[names[3]], RawIdx.File([2], [3, 3]));
    }

    private static void SkipWithoutData() =>
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BILINEAR_DATA")), "BILINEAR_DATA names no folder with mnist and fashion-mnist.");
}
