using Bilinear.Cli.Data.Formats;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Data.Files.Images;
using Bilinear.Data.Text;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Cli.Data;

/// <summary>The data of <c>--data</c>: by a name that is known, or in a folder.</summary>
internal sealed record DataParts(DataSet Train, DataSet Test)
{
    private const string Digits = "digits";

    /// <summary>The files of which a folder has both or neither.</summary>
    private static readonly (string Train, string Test)[] Pairs = [(TensorFormat.TrainFile, TensorFormat.TestFile), ("train.npz", "test.npz"), (CsvFormat.TrainFile, CsvFormat.TestFile)];

    private static readonly IdxFolder[] Sets = [IdxFolder.Mnist, IdxFolder.FashionMnist];

    /// <summary>The data, which fit the model.</summary>
    /// <param name="isTrained">Whether they are trained on; else the test part is what counts, and what is wrong is said of it.</param>
    /// <exception cref="InputException">They are nowhere; the sentence says where was looked, and how to get them.</exception>
    /// <exception cref="IOException">A file is damaged, or is of another data set.</exception>
    /// <exception cref="ArgumentException">They do not fit the model.</exception>
    public static DataParts Open(DataRequest request, ModelDescription model, StatusLine status, bool isTrained = true)
    {
        var (train, test) = Read(request, model, status, isTrained);
        DataCheck.Fits(model, isTrained ? train : test);
        DataCheck.Fits(model, isTrained ? test : train);
        if (model.TakesTexts)
            return new DataParts(train, test);
        if (train.Schema is { Columns.Count: > 0 } && PlaceOf(request) is { } table)
            status.Say("note: " + TableNote.Of(NameOf(table), train, test, isOneFile: File.Exists(table), isKnown: request.Schema is { Columns.Count: > 0 }));
        var parts = new DataParts(train, test);
        parts.SayWhatIsMissing(request, status);
        return parts;
    }

    /// <summary>Says which classes a part has no sample of.</summary>
    public void SayWhatIsMissing(DataRequest request, StatusLine status)
    {
        if (PlaceOf(request) is not { } place)
            return;
        foreach (var missing in MissingClasses.Of(NameOf(place), Train, Test, isOneFile: File.Exists(place), isKnown: request.Schema is { Classes.Count: > 0 }))
            status.Say("note: " + missing);
    }

    /// <summary>The data, for a model or to see what they are.</summary>
    /// <inheritdoc cref="Open"/>
    public static DataParts Read(DataRequest request, ModelDescription? model, StatusLine status, bool isTrained = true)
    {
        var (data, dataDir) = (request.Data, request.Folder);
        if (model is { TakesTexts: true })
            return TextParts.Of(request, model, status).Read(model);
        if ((request.Tokenizer is not null ? "--tokenizer" : request.Test is not null ? "--test" : request.Ending is not null ? "--ending" : null) is { } option)
            throw new InputException($"{option} is for a model that takes texts{(model is null ? "" : $", and {model.Name} takes floats")}: leave it out.");
        var known = Sets.FirstOrDefault(set => set.Name == data);
        var place = PlaceOf(request);
        var format = known is null && place is not null ? DataFormat.Of(place) : null;
        if (request.Target is not null && format is not { HasColumns: true })
            throw new InputException($"--target names a column of a CSV file, and {ForeignText.Shorten(data)} has no columns with names: leave it out.");
        if (known is not null)
            SayIfHidden(data, place, [data], status);
        else if (place is null)
            SayIfHidden(data, null, DataFolders.OfOwn(data, dataDir), status);

        var (train, test) = status.While($"reading {ForeignText.Shorten(data)}", () => place is null ? DataSet.Digits() : known?.Read(place) ?? format!.Read(place, request, model, isTrained));
        return new DataParts(train, test);
    }

    /// <summary>Whether a name stands for a set of pictures.</summary>
    public static bool IsKnown(string data) => data == Digits || Sets.Any(set => set.Name == data);

    /// <summary>Where they lie; null for those that the tool carries.</summary>
    /// <exception cref="InputException">They are nowhere.</exception>
    public static string? PlaceOf(DataRequest request) => request.Data == Digits ? null
        : Sets.FirstOrDefault(set => set.Name == request.Data) is { } known ? Locate(known, request.Folder) : Locate(request.Data, request.Folder);

    /// <summary>The files that <see cref="Open"/> would read; none where it would find none.</summary>
    public static IEnumerable<string> FilesOf(string data, string? dataDir)
    {
        IEnumerable<string> places = data == Digits ? [] : Sets.Any(set => set.Name == data) ? DataFolders.OfKnown(data, dataDir) : DataFolders.OfOwn(data, dataDir);
        return places.Select(place => (List<string>)[.. DataFormat.Of(place)?.Files(place) ?? [], .. TextParts.FilesIn(place)]).FirstOrDefault(files => files.Count > 0) ?? [];
    }

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
        if (places.FirstOrDefault(place => DataFormat.Of(place) is not null) is { } found)
            return found;
        foreach (var half in places.Where(Directory.Exists))
        {
            foreach (var (one, two) in Pairs.SelectMany(pair => new[] { pair, (pair.Item2, pair.Item1) }).Where(pair => File.Exists(Path.Combine(half, pair.Item1))))
                throw new InputException($"{half} has {one}, and no {two}: data are both.");
        }
        if (places.FirstOrDefault(Directory.Exists) is { } other)
        {
            if (TextFile.InFolder(other) is not null)
                throw new InputException($"{other} has texts, train.txt and test.txt, which a model of `token[vocabulary][context]` is trained on, beside a tokenizer: `bmlp data show` says what they are.");
            if (ImageClass.Of(other) is { HasPictures: true } flat)
                throw new InputException($"{other} has pictures ({flat.Files.Count + flat.Others.Count:N0}), and no folders of them by class: put those of each class, as .png, into a folder of its name.");
            throw new InputException($"{other} has neither {TensorFormat.TrainFile} and {TensorFormat.TestFile}, nor MNIST's four files, {IdxFolder.Files[0]}(.gz) and so on, nor {CsvFormat.TrainFile} and {CsvFormat.TestFile}, nor folders of .png files by class.");
        }
        if (places.FirstOrDefault(File.Exists) is { } file)
        {
            if (FileContents.Of(file) == FileContent.Picture)
                throw new InputException($"--data {file} is one picture: give a folder that has a folder of pictures for each class.");
            throw new InputException(Pairs.Any(pair => Path.GetFileName(file) == pair.Train || Path.GetFileName(file) == pair.Test)
                ? $"--data {file} is a file: give the folder that it is in."
                : $"--data {file} is one file of tensors, and data are two, to train on and to test on: give a folder with {TensorFormat.TrainFile} and {TensorFormat.TestFile}, or train.npz and test.npz, each with `input` and `target`.");
        }
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

    private static string NameOf(string place) => ForeignText.Shorten(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place))));

    // Whole or not: somebody takes it for data.
    private static bool HasData(string place) =>
        Pairs.Any(pair => File.Exists(Path.Combine(place, pair.Train)) || File.Exists(Path.Combine(place, pair.Test))) || IdxFiles.AnyIn(place);

    // A path with a separator is never a known name.
    private static string AsPath(string folder) => folder.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? folder : Path.Combine(".", folder);
}
