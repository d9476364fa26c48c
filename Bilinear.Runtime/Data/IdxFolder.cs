using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Data;

/// <summary>Describes a data set in MNIST's four files, whose contents are known by their checksums.</summary>
/// <param name="Name">The name of the data set, and of its folder in the one that BILINEAR_DATA names.</param>
/// <param name="Title">The name that messages show.</param>
/// <param name="Sums">The SHA-256 of each file, uncompressed: training images, training labels, test images, test labels.</param>
internal sealed record IdxFolder(string Name, string Title, IReadOnlyList<string> Sums)
{
    private const string Variable = "BILINEAR_DATA";

    /// <summary>The names that MNIST gives to training images, training labels, test images and test labels; <see cref="IdxFiles"/> knows other names.</summary>
    public static IReadOnlyList<string> Files { get; } = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    public static IdxFolder Mnist { get; } = new("mnist", "MNIST",
    [
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ]);

    public static IdxFolder FashionMnist { get; } = new("fashion-mnist", "Fashion-MNIST",
    [
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    ]);

    /// <summary>Reads the data set and checks its contents.</summary>
    /// <param name="folder">The folder of the files; null takes the one that <see cref="Find"/> finds.</param>
    public (DataSet Train, DataSet Test) Read(string? folder) => Read(Name, folder ?? Find(), this);

    /// <summary>Finds the data set's folder in the one that BILINEAR_DATA names, or where <c>bmlp data</c> puts it.</summary>
    private string Find()
    {
        string?[] roots = [Environment.GetEnvironmentVariable(Variable), UserCache.In("data")];
        List<string> places = [.. roots.Where(root => !string.IsNullOrEmpty(root)).Select(root => Path.Combine(root!, Name))];
        return places.FirstOrDefault(Directory.Exists)
            ?? throw new DirectoryNotFoundException($"Where is {Title}? It is {(places.Count == 0 ? "nowhere known" : $"not in {string.Join(", nor in ", places)}")}. `bmlp data {Name}` fetches it; or pass the folder of its four files, or set {Variable} to the folder that holds {Name}.");
    }

    /// <summary>Reads the four files of a folder.</summary>
    /// <param name="known">The data set that the contents must be; null for any.</param>
    public static (DataSet Train, DataSet Test) Read(string name, string folder, IdxFolder? known)
    {
        var paths = IdxFiles.Find(folder);
        var arrays = paths.Select((path, index) => ReadFile(path, known, index)).ToArray();
        var classes = 1 + arrays[1].Elements.Concat(arrays[3].Elements).DefaultIfEmpty().Max();
        return (Part("train", 0), Part("test", 2));

        DataSet Part(string part, int first) => IdxFolder.Part($"{name}, {part}", (paths[first], arrays[first]), (paths[first + 1], arrays[first + 1]), classes);
    }

    private static DataSet Part(string name, (string Path, IdxArray Array) pictures, (string Path, IdxArray Array) classesOfThem, int classes)
    {
        var (images, labels) = (pictures.Array, classesOfThem.Array);
        if (images.Shape.Count < 2 || labels.Shape.Count != 1 || images.Shape[0] != labels.Shape[0] || images.Elements.Length == 0)
            throw new IdxException(pictures.Path, $"the images are {ForeignText.Shape(images.Shape)}, and the labels of {Path.GetFileName(classesOfThem.Path)} are {ForeignText.Shape(labels.Shape)}; there must be one label for each of at least one image.");
        return DataSet.Labelled(name, [.. images.Shape.Skip(1)], images.Elements, byte.MaxValue, [.. labels.Elements.Select(label => (int)label)], classes);
    }

    private static IdxArray ReadFile(string path, IdxFolder? known, int index)
    {
        var array = IdxArray.Read(path);
        if (known is null)
            return array;
        var sum = array.ComputeChecksum();
        if (sum == known.Sums[index])
            return array;
        throw new IdxException(path, $"its contents have the SHA-256 {sum}, and those of {known.Title} have {known.Sums[index]}. It is damaged, or another data set, which can be read as one of its own, but not as {known.Title}.");
    }
}
