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
    /// <exception cref="InputException">They are nowhere; the sentence says where was looked, and how to get them.</exception>
    /// <exception cref="IOException">A file is damaged, or is of another data set.</exception>
    /// <exception cref="ArgumentException">They do not fit the model.</exception>
    public static DataParts Open(string data, string? dataDir, ModelDescription model, StatusLine status)
    {
        var known = Sets.FirstOrDefault(set => set.Name == data);
        var folder = data == Digits ? null : known is null ? Locate(data, dataDir) : Locate(known, dataDir);
        if (known is not null)
            SayIfHidden(data, folder, [data], status);
        else if (folder is null)
            SayIfHidden(data, null, Places(data, dataDir), status);

        var (train, test) = status.While($"reading {ForeignText.Shorten(data)}", () => folder is null ? DataSet.Digits() : known?.Read(folder) ?? Read(folder, model));
        DataCheck.Fits(model, train);
        DataCheck.Fits(model, test);
        return new DataParts(train, test);
    }

    /// <summary>The files that <see cref="Open"/> would read; none where it would find none.</summary>
    public static IEnumerable<string> FilesOf(string data, string? dataDir)
    {
        IEnumerable<string> places = data == Digits ? [] : [data, .. DataFolders.Candidates(data, dataDir)];
        return places.Where(Directory.Exists).SelectMany(Directory.GetFiles).Where(IsOfData);
    }

    private static bool IsOfData(string file) => Path.GetFileName(file) is var name
        && (name is TensorFolder.TrainFile or TensorFolder.TestFile || IdxFiles.IsOne(name));

    private static (DataSet Train, DataSet Test) Read(string folder, ModelDescription model) =>
        TensorFolder.IsOne(folder) ? TensorFolder.Read(folder, model) : DataSet.FromIdx(folder);

    private static string Locate(IdxFolder known, string? dataDir)
    {
        var places = DataFolders.Candidates(known.Name, dataDir).ToList();
        if (places.FirstOrDefault(IdxFiles.AnyIn) is { } found)
            return found;
        var here = HasData(known.Name) ? $" The folder {known.Name} that is here is --data {AsPath(known.Name)}." : "";
        throw new InputException($"{known.Title} is not there: looked in {(places.Count == 0 ? "no folder" : string.Join(", ", places))}. `bmlp data {known.Name}` downloads it{(DataFolders.Cache is { } cache ? $" into {Path.Combine(cache, known.Name)}" : "")}; --data-dir or BILINEAR_DATA name a folder that has it.{here}");
    }

    private static string Locate(string folder, string? dataDir)
    {
        var places = Places(folder, dataDir);
        if (places.FirstOrDefault(place => TensorFolder.IsOne(place) || IdxFiles.AnyIn(place)) is { } found)
            return found;
        if (places.FirstOrDefault(Directory.Exists) is { } there)
            throw new InputException($"{there} has neither {TensorFolder.TrainFile} and {TensorFolder.TestFile}, nor MNIST's four files, {IdxFolder.Files[0]}(.gz) and so on.");
        List<string> names = [.. Sets.Select(set => set.Name), Digits];
        throw new InputException($"There are no data `{ForeignText.Shorten(folder)}`: looked for a folder {string.Join(", ", places)}.{Suggestion.For(folder, names)} Known by name are {string.Join(", ", names)}.");
    }

    private static List<string> Places(string folder, string? dataDir) => [folder, .. DataFolders.Roots(dataDir).Select(root => Path.Combine(root, folder))];

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
