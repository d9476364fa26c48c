using Bilinear.Data.Files;
using Bilinear.Reports.Images;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.DataFiles;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AFolderOfClasses_IsSplitWithinEachClass()
    {
        for (var index = 0; index < 6; index++)
        {
            Write($"{index}.png", "b", 1, [(byte)index, 10, 20, 30, 40, 50]);
            Write($"{index}.png", "a", 1, [(byte)(100 + index), 0, 0, 0, 0, 0]);
        }

        var (train, test) = ImageFolder.Read(_folder.Path);

        Assert.True(ImageFolder.IsOne(_folder.Path));
        Assert.Equal(["a", "b"], train.Schema!.Classes);
        Assert.Equal([2, 3], train.SampleShape);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], train.Labels.ToArray());
        Assert.Equal([0, 0, 1, 1], test.Labels.ToArray());
        var sample = new float[6];
        test.CopyInputs(3, sample);
        Assert.Equal(new byte[] { 5, 10, 20, 30, 40, 50 }.Select(value => value / 255f), sample);
    }

    [Fact]
    public void Colours_BecomeTheirLuminance()
    {
        Write("0.png", "train/a", 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 20, 30, 0, 0, 0]);
        Write("0.png", "test/a", 3, new byte[18]);

        var sample = new float[6];
        ImageFolder.Read(_folder.Path).Train.CopyInputs(0, sample);

        Assert.Equal(new byte[] { 76, 150, 29, 255, 18, 0 }.Select(value => value / 255f), sample);
    }

    [Fact]
    public void APictureOfAnotherSize_OrADamagedOne_IsRefusedByItsName()
    {
        for (var index = 0; index < 3; index++)
            Write($"{index}.png", "a", 1, new byte[6]);
        var path = _folder["a/2.png"];

        File.WriteAllBytes(path, PngEncoder.Encode(3, 3, 1, new byte[9]));
        Assert.StartsWith($"{path}: it is 3×3 pixels, and ", Refusal(), StringComparison.Ordinal);
        var whole = PngEncoder.Encode(2, 3, 1, new byte[6]);
        File.WriteAllBytes(path, [.. whole[..45], .. new byte[20]]);
        Assert.Equal($"{path}: the picture is damaged, or cut off: save it again.", Refusal());
        File.WriteAllBytes(path, [.. whole[..16], 0x7F, 0, 0, 0, .. whole[20..]]);
        Assert.StartsWith($"{path}: it says that it is 2130706432×2 pixels", Refusal(), StringComparison.Ordinal);
        File.WriteAllBytes(path, [.. whole[..30], (byte)(whole[30] ^ 1), .. whole[31..]]);
        Assert.Equal($"{path}: the picture is damaged, or cut off: save it again.", Refusal());    // by a checksum that decoders do not look at
        File.WriteAllText(path, "GIF89a");
        Assert.StartsWith($"{path}: it is no PNG picture", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void PicturesThatAreNoPng_AndAClassWithoutPictures_AreRefusedByTheirFolder()
    {
        Directory.CreateDirectory(_folder["b"]);
        File.WriteAllText(_folder["b/one.JPG"], "");
        File.WriteAllText(_folder["b/two.webp"], "");
        Assert.True(ImageFolder.IsOne(_folder.Path));
        Assert.Equal($"{_folder["b"]}: 2 pictures in it are no .png, such as 'one.JPG', and only PNG is read: convert them to PNG, or take them out of the folder.", Refusal());

        for (var index = 0; index < 2; index++)
            Write($"{index}.png", "a", 1, new byte[6]);
        Assert.StartsWith($"{_folder["b"]}: 2 pictures in it are no .png", Refusal(), StringComparison.Ordinal);
        File.Delete(_folder["b/one.JPG"]);
        File.Delete(_folder["b/two.webp"]);
        File.WriteAllText(_folder["b/Thumbs.db"], "");
        Assert.Equal($"{_folder["b"]}: it would be a class, and there is no .png file in it: put its pictures there, or take the folder away.", Refusal());
        Directory.Delete(_folder["b"], recursive: true);
        File.WriteAllText(_folder["a/Thumbs.db"], "");
        Assert.Equal(["a"], ImageFolder.Read(_folder.Path).Train.Schema!.Classes);
    }

    [Fact]
    public void ADevice_IsRefusedBeforeItIsOpened()
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("0.png", "a", 1, new byte[6]);
        File.CreateSymbolicLink(_folder["a/1.png"], "/dev/null");

        Assert.Equal($"{_folder["a/1.png"]}: it is a pipe or a device, and no picture: take it out of the folder.", Refusal());
    }

    [Fact]
    public void AClassOfTheTestPartAlone_IsRefused()
    {
        Write("0.png", "train/a", 1, new byte[6]);
        Write("0.png", "test/b", 1, new byte[6]);

        Assert.Contains("'b' is a class of test and none of train, whose classes are 'a'", Refusal(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal() => Assert.Throws<DataFileException>(() => ImageFolder.Read(_folder.Path)).Message;

    private void Write(string name, string folder, int channels, byte[] pixels)
    {
        Directory.CreateDirectory(_folder[folder]);
        File.WriteAllBytes(_folder[$"{folder}/{name}"], PngEncoder.Encode(2, 3, channels, pixels));
    }
}
