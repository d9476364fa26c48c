using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Cli.Data;

/// <summary>The data of <c>--data</c>: by a name that is known, or in a folder.</summary>
internal sealed record DataParts(DataSet Train, DataSet Test)
{
    private const string Digits = "digits";

    private static readonly IdxFolder[] Sets = [IdxFolder.Mnist, IdxFolder.FashionMnist];

    /// <summary>The data, which fit the model.</summary>
    /// <param name="isTrained">Whether they are trained on; else the test part is what counts, and what is wrong is said of it.</param>
    /// <exception cref="InputException">They are nowhere; the sentence says where was looked, and how to get them.</exception>
    /// <exception cref="IOException">A file is damaged, or is of another data set.</exception>
    /// <exception cref="ArgumentException">They do not fit the model.</exception>
    public static DataParts Open(string data, string? dataDir, ModelDescription model, StatusLine status, bool isTrained = true)
    {
        var known = Sets.FirstOrDefault(set => set.Name == data);
        var folder = data == Digits ? null : known is null ? Locate(data, dataDir) : Locate(known, dataDir);
        if (known is not null)
            SayIfHidden(data, folder, [data], status);
        else if (folder is null)
            SayIfHidden(data, null, DataFolders.OfOwn(data, dataDir), status);

        var (train, test) = status.While($"reading {ForeignText.Shorten(data)}", () => folder is null ? DataSet.Digits() : known?.Read(folder) ?? Read(folder, model, isTrained));
        DataCheck.Fits(model, isTrained ? train : test);
        DataCheck.Fits(model, isTrained ? test : train);
        return new DataParts(train, test);
    }

    /// <summary>The files that <see cref="Open"/> would read; none where it would find none.</summary>
    public static IEnumerable<string> FilesOf(string data, string? dataDir)
    {
        IEnumerable<string> places = data == Digits ? [] : Sets.Any(set => set.Name == data) ? DataFolders.OfKnown(data, dataDir) : DataFolders.OfOwn(data, dataDir);
        return places.Where(Directory.Exists).SelectMany(Directory.GetFiles).Where(IsOfData);
    }

    private static bool IsOfData(string file) => Path.GetFileName(file) is var name
        && (name is TensorFolder.TrainFile or TensorFolder.TestFile || IdxFiles.IsOne(name));

    private static (DataSet Train, DataSet Test) Read(string folder, ModelDescription model, bool isTrained) =>
        TensorFolder.IsOne(folder) ? TensorFolder.Read(folder, model, isTrained) : DataSet.FromIdx(folder);

    private static string Locate(IdxFolder known, string? dataDir)
    {
        var places = DataFolders.OfKnown(known.Name, dataDir);
        if (places.FirstOrDefault(IdxFiles.AnyIn) is { } found)
            return found;
        var here = HasData(known.Name) ? $" The folder {known.Name} that is here is --data {AsPath(known.Name)}." : "";
        var mend = dataDir is null
            ? $"`bmlp data {known.Name}` downloads it{(DataFolders.Cache is { } cache ? $" into {Path.Combine(cache, known.Name)}" : "")}; --data-dir or BILINEAR_DATA name a folder that has it."
            : $"`bmlp data {known.Name} --data-dir {dataDir}` downloads it; without --data-dir it is looked for in BILINEAR_DATA and in the user's cache.";
        throw new InputException($"{known.Title} is not there: looked in {(places.Count == 0 ? "no folder" : string.Join(", ", places))}. {mend}{here}");
    }

    private static string Locate(string folder, string? dataDir)
    {
        var places = DataFolders.OfOwn(folder, dataDir);
        if (places.FirstOrDefault(place => TensorFolder.IsOne(place) || IdxFiles.AnyIn(place)) is { } found)
            return found;
        if (places.FirstOrDefault(HasData) is { } half)
        {
            var (there, missing) = File.Exists(Path.Combine(half, TensorFolder.TrainFile)) ? (TensorFolder.TrainFile, TensorFolder.TestFile) : (TensorFolder.TestFile, TensorFolder.TrainFile);
            throw new InputException($"{half} has {there}, and no {missing}: data are both.");
        }
        if (places.FirstOrDefault(Directory.Exists) is { } other)
            throw new InputException($"{other} has neither {TensorFolder.TrainFile} and {TensorFolder.TestFile}, nor MNIST's four files, {IdxFolder.Files[0]}(.gz) and so on.");
        if (places.FirstOrDefault(File.Exists) is { } file)
            throw new InputException($"--data {file} is a file: give the folder that it is in.");
        List<string> names = [.. Sets.Select(set => set.Name), Digits];
        throw new InputException($"There are no data `{ForeignText.Shorten(folder)}`: looked for a folder {string.Join(", ", places)}.{Suggestion.For(folder, names)} Known by name are {string.Join(", ", names)}.");
    }

    /// <summary>Says that a folder of one's own, which has the name of a known set, is not what is taken.</summary>
    /// <param name="taken">Null for the set that the tool carries.</param>
    private static void SayIfHidden(string name, string? taken, IEnumerable<string> places, StatusLine status)
    {
        if (places.FirstOrDefault(HasData) is { } hidden && (taken is null || Path.GetFullPath(hidden) != Path.GetFullPath(taken)))
            status.Say($"note: --data {name} is {taken ?? "the set that the tool carries"}; the folder {AsPath(hidden)} is --data {AsPath(hidden)}");
    }

    // Whole or not: somebody takes it for data.
    private static bool HasData(string folder) =>
        File.Exists(Path.Combine(folder, TensorFolder.TrainFile)) || File.Exists(Path.Combine(folder, TensorFolder.TestFile)) || IdxFiles.AnyIn(folder);

    // A path with a separator is never a known name.
    private static string AsPath(string folder) => folder.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? folder : Path.Combine(".", folder);
}
