using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Training;

namespace Bilinear.Cli.Data;

/// <summary>The data of <c>--data</c>: by a name that is known, or in a folder.</summary>
internal sealed record DataParts(DataSet Train, DataSet Test)
{
    /// <summary>The data, which fit the model.</summary>
    /// <exception cref="InputException">They are nowhere; the sentence says where was looked, and how to get them.</exception>
    /// <exception cref="IOException">A file is damaged, or is of another data set.</exception>
    /// <exception cref="ArgumentException">They do not fit the model.</exception>
    public static DataParts Open(string data, string? dataDir, ModelDescription model)
    {
        var (train, test) = data switch
        {
            "digits" => DataSet.Digits(),
            "mnist" => DataSet.Mnist(Locate(IdxFolder.Mnist, dataDir)),
            "fashion-mnist" => DataSet.FashionMnist(Locate(IdxFolder.FashionMnist, dataDir)),
            _ => Read(Locate(data, dataDir), model),
        };
        DataCheck.Fits(model, train);
        DataCheck.Fits(model, test);
        return new DataParts(train, test);
    }

    /// <summary>The files that <see cref="Open"/> would read; none where it would find none.</summary>
    public static IEnumerable<string> FilesOf(string data, string? dataDir)
    {
        IEnumerable<string> places = data == "digits" ? [] : [data, .. DataFolders.Candidates(data, dataDir)];
        return places.Where(Directory.Exists).SelectMany(Directory.GetFiles).Where(IsOfData);
    }

    private static bool IsOfData(string file) => Path.GetFileName(file) is var name
        && (name is TensorFolder.TrainFile or TensorFolder.TestFile || IdxFolder.Files.Any(known => name == known || name == known + ".gz"));

    private static (DataSet Train, DataSet Test) Read(string folder, ModelDescription model) =>
        TensorFolder.IsOne(folder) ? TensorFolder.Read(folder, model) : DataSet.FromIdx(folder);

    private static string Locate(IdxFolder known, string? dataDir)
    {
        var places = DataFolders.Candidates(known.Name, dataDir).ToList();
        return places.FirstOrDefault(IsIdx)
            ?? throw new InputException($"{known.Title} is not there: looked in {(places.Count == 0 ? "no folder" : string.Join(", ", places))}. `bmlp data {known.Name}` downloads it{(DataFolders.Cache is { } cache ? $" into {Path.Combine(cache, known.Name)}" : "")}; --data-dir or BILINEAR_DATA name a folder that has it.");
    }

    private static string Locate(string folder, string? dataDir)
    {
        List<string> places = [folder, .. DataFolders.Roots(dataDir).Select(root => Path.Combine(root, folder))];
        var there = places.Where(Directory.Exists).ToList();
        if (there.FirstOrDefault(place => TensorFolder.IsOne(place) || IsIdx(place)) is { } found)
            return found;
        throw new InputException(there.Count > 0
            ? $"{there[0]} has neither {TensorFolder.TrainFile} and {TensorFolder.TestFile}, nor MNIST's four files, {IdxFolder.Files[0]}(.gz) and so on."
            : $"There are no data `{folder}`: looked for a folder {string.Join(", ", places)}. Known by name are mnist, fashion-mnist and digits.");
    }

    private static bool IsIdx(string folder) => IdxFolder.Files.Any(file => File.Exists(Path.Combine(folder, file)) || File.Exists(Path.Combine(folder, file + ".gz")));
}
