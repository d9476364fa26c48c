using Bilinear.Data.Files.Images;
using Bilinear.Data.Files.Tables;
using Bilinear.Text;

namespace Bilinear.Data.Files;

/// <summary>
/// Pictures in folders, one for each class: <c>DIR/train/CLASS/*.png</c> and <c>DIR/test/CLASS/*.png</c>, or <c>DIR/CLASS/*.png</c>, of which every
/// fifth of a class, from the first, in the order of their names, is a test sample. Classes are numbered in the order of their
/// names' characters. A picture is grey, [height, width], each pixel a byte that stands for byte / 255; of colours the luminance
/// (299 red + 587 green + 114 blue) / 1000 is taken, on black where a picture is transparent.
/// </summary>
public static class ImageFolder
{
    private const string Train = "train";
    private const string Test = "test";

    /// <summary>Whether a folder holds folders that hold pictures, be they PNG, which alone is read, or not.</summary>
    public static bool IsOne(string folder) => Directory.Exists(folder) && ImageClasses.In(HasParts(folder) ? Path.Combine(folder, Train) : folder).Any(one => one.HasPictures);

    /// <summary>The pictures, in the order of their classes and names.</summary>
    public static IEnumerable<string> Files(string folder) => HasParts(folder)
        ? [.. FilesIn(Path.Combine(folder, Train)), .. FilesIn(Path.Combine(folder, Test))]
        : FilesIn(folder);

    /// <summary>Reads all pictures, which must be of one size.</summary>
    /// <exception cref="DataFileException">A picture is damaged, of another size or no PNG, a class has none, or is a class of the test part only.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (DataSet Train, DataSet Test) Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var train = ImageClasses.Whole(HasParts(folder) ? Path.Combine(folder, Train) : folder);
        var names = train.Select(one => one.Name).ToList();
        if (names.Count == 0)
            throw new DataFileException(folder, "there is no folder with .png files in it: each class is a folder of its pictures.");
        var reader = new ImageReader();
        List<(string File, int Label)> training = [], testing = [];
        if (HasParts(folder))
        {
            Add(training, train, names, folder);
            Add(testing, ImageClasses.Whole(Path.Combine(folder, Test)), names, folder);
        }
        else
        {
            foreach (var (file, label, index) in train.SelectMany((one, label) => one.Files.Select((file, index) => (file, label, index))))
                (Split.IsTest(index) ? testing : training).Add((file, label));
        }
        if (training.Count == 0 || testing.Count == 0)
            throw new DataFileException(folder, $"it has {training.Count} pictures to train on and {testing.Count} to test on, and some of each are needed.");
        return (Part(Train, training), Part(Test, testing));

        DataSet Part(string part, List<(string File, int Label)> samples) => DataSet
            .Labelled($"{name}, {part}", reader.ShapeOf(samples[0].File), reader.Read([.. samples.Select(sample => sample.File)]), byte.MaxValue, [.. samples.Select(sample => sample.Label)], names.Count)
            .With(new DataSchema { Classes = names });
    }

    private static void Add(List<(string File, int Label)> samples, IReadOnlyList<ImageClass> classes, List<string> names, string folder)
    {
        foreach (var one in classes)
        {
            var label = names.IndexOf(one.Name);
            if (label < 0)
                throw new DataFileException(folder, $"{ForeignText.Quote(one.Name)} is a class of {Test} and none of {Train}, whose classes are {ForeignText.List(names)}.");
            samples.AddRange(one.Files.Select(file => (file, label)));
        }
    }

    private static bool HasParts(string folder) => Directory.Exists(Path.Combine(folder, Train)) && Directory.Exists(Path.Combine(folder, Test));

    private static IEnumerable<string> FilesIn(string folder) => ImageClasses.In(folder).SelectMany(one => one.Files);
}
