using Bilinear.Cli.Data.Formats;
using Bilinear.Cli.Generating;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Data.Text;
using Bilinear.Data.Text.Corpora;
using Bilinear.Data.Text.Formats;
using Bilinear.Serialization;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Data;

/// <summary>The texts of <c>--data</c>: a folder with <c>train.txt</c> and <c>test.txt</c>, or two files, each of text or of tokens, and the tokenizer that goes with them.</summary>
internal sealed class TextParts
{
    /// <summary>After an epoch a model is tried on the first pieces of the test texts alone: there may be more than there are to train on.</summary>
    private const int MostTested = 500;

    private const string Wanted = "give a folder with train.txt and test.txt (or .txt.gz), or a file of texts";

    private readonly StatusLine _status;
    private readonly string _train;
    private readonly string? _test;
    private readonly string _ending;

    private TextParts(string train, string? test, DataRequest request, string? folder, StatusLine status) =>
        (_train, _test, Tokenizer, _ending, _status) = (train, test, TokenizerOf(request, folder), request.Ending ?? "", status);

    /// <summary>Null for texts that are tokens already, where no tokenizer is named.</summary>
    public Tokenizer? Tokenizer { get; }

    /// <summary>The names of the parts and their files: those to train on and those to test with, or one file.</summary>
    public IReadOnlyList<(string Name, string Path)> Files => _test is null ? [("file", _train)] : [("train", _train), ("test", _test)];

    /// <summary>The texts at a place, and the tokenizer that is in a folder with them.</summary>
    public static IEnumerable<string> FilesIn(string place) => File.Exists(place) ? [place]
        : TextFile.AllIn(place).ToList() is { Count: > 0 } texts ? [.. texts, .. TokenizerFile.InFolder(place) is { } tokenizer ? TokenizerFile.FilesOf(tokenizer) : []]
        : [];

    /// <summary>Whether data of which no model says what they are for are texts: by what is given beside them, by their names, or since <c>bmlp tokenize</c> wrote them.</summary>
    /// <exception cref="IOException">A folder has one of the two files.</exception>
    public static bool AreMeant(DataRequest request)
    {
        if (DataParts.IsKnown(request.Data))
            return false;
        if (request.Tokenizer is not null || request.Test is not null || request.Target is not null)
            return request.Tokenizer is not null || request.Test is not null;
        return DataFolders.OfOwn(request.Data, request.Folder).FirstOrDefault(Path.Exists) is { } place
            && (File.Exists(place) ? TextFile.IsNamed(place) || IsCorpus(place) : DataFormat.Of(place) is null && TextFile.InFolder(place) is not null);
    }

    /// <param name="model">What they are for; null to see what they are.</param>
    /// <exception cref="InputException">There are no such texts, or their tokenizer is not there.</exception>
    public static TextParts Of(DataRequest request, ModelDescription? model, StatusLine status)
    {
        var places = DataFolders.OfOwn(request.Data, request.Folder);
        if (request.Target is not null)
            throw new InputException("--target names a column of a CSV file, and texts have none: leave it out.");
        if (places.FirstOrDefault(File.Exists) is { } file)
        {
            return FileContents.Of(file) is FileContent.Text or FileContent.SafeTensors ? new TextParts(file, request.Test, request, null, status)
                : throw new InputException($"{file} is no file of texts, nor of tokens as `bmlp tokenize` writes them{(model is null ? "" : $", and {model.Name} takes texts; `bmlp run` takes tokens as arrays")}.");
        }
        var folder = places.FirstOrDefault(Directory.Exists);
        if (folder is not null && TextFile.InFolder(folder) is { } texts)
        {
            return request.Test is null ? new TextParts(texts.Train, texts.Test, request, folder, status)
                : throw new InputException($"--test names a file beside that of --data, and {folder} is a folder: leave it out, or give two files.");
        }
        var what = DataParts.IsKnown(request.Data) ? $"{request.Data} holds pictures"
            : folder is not null && DataFormat.Of(folder) is { } format ? $"{folder} holds other data ({format.Title})"
            : null;
        if (what is not null)
            throw new InputException($"{what}, and {(model is null ? "a tokenizer and --test go with" : $"{model.Name} takes")} texts: {Wanted}.");
        throw new InputException(folder is null
            ? $"There are no texts {ForeignText.Quote(request.Data)}: looked for {string.Join(", ", places)}. {char.ToUpperInvariant(Wanted[0])}{Wanted[1..]}."
            : $"{folder} has neither train.txt nor train.txt.gz: texts to train on and to test with are two files, of these names and test.txt; files of other names are given as --data FILE, and --test FILE beside it to train.");
    }

    /// <summary>Both parts in pieces of the model's context.</summary>
    /// <exception cref="InputException">There are no texts to test with, or what is there is of no use.</exception>
    /// <exception cref="IOException">A file is damaged.</exception>
    public DataParts Read(ModelDescription model)
    {
        if (_test is null)
            throw new InputException($"{_train} is one file of texts: name those to test with by --test.");
        var test = Pieces(_test, model);
        return new DataParts(
            DataSet.OfTexts(NameOf(_train), Pieces(_train, model)),
            test.Count <= MostTested ? DataSet.OfTexts(NameOf(_test), test) : DataSet.OfTexts($"the beginning of {NameOf(_test)}", test.Take(MostTested)));
    }

    /// <summary>The texts to score: those to test with, or those of the one file that is given.</summary>
    /// <param name="provenance">What the weights to score were trained with, where they say so.</param>
    /// <exception cref="InputException">They are tokens whose tokenizer is not named, the tokenizer is not that of the weights, or there is nothing to score.</exception>
    public (string Name, ScoredTexts Texts) ReadScored(ModelDescription model, Provenance? provenance)
    {
        if (model.Context < 2)
            throw new InputException($"{model.Name} has a context of {model.Context}, and a text is scored behind its start token: what is scored needs a context of 2 or more.");
        var path = _test ?? _train;
        var (name, corpus) = (NameOf(path), Corpus(path, model, ""));
        if (Tokenizer is null)
            throw new InputException($"{name} is of tokens: name their tokenizer with --tokenizer, which tells how many bytes they stand for.");
        Writer.ThrowUnlessOf(Tokenizer, provenance);
        var texts = new ScoredTexts(corpus, model.Context, Tokenizer);
        return texts.Count > 0 ? (name, texts) : throw new InputException($"{name} has no text of two tokens: there is nothing to score.");
    }

    /// <summary>The texts that something is measured on before the model is scored: those to train on, or those of the one file that is given.</summary>
    /// <exception cref="InputException">What is there is of no use.</exception>
    public DataSet ReadMeasured(ModelDescription model) => DataSet.OfTexts(NameOf(_train), Pieces(_train, model));

    /// <summary>The tokens of a part.</summary>
    /// <param name="ending">What is written after each text.</param>
    /// <exception cref="IOException">The file is damaged, has no text, or is of another tokenizer.</exception>
    public TextCorpus Open(string path, string ending = "") => _status.While($"reading {NameOf(path)}", () => TextCorpus.Open(path, Tokenizer, ending: ending));

    /// <summary>Whether there is nothing that turns a file into tokens, and it is none of tokens.</summary>
    public bool NeedsTokenizer(string path) => Tokenizer is null && FileContents.Of(path) != FileContent.SafeTensors;

    private static bool IsCorpus(string path)
    {
        if (FileContents.Of(path) != FileContent.SafeTensors)
            return false;
        using var file = SafeTensorsFile.Open(path);
        return CorpusInfo.IsIn(file.Metadata);
    }

    private TextPieces Pieces(string path, ModelDescription model)
    {
        var pieces = new TextPieces(Corpus(path, model, _ending), model.Context);
        return pieces.Count > 0 ? pieces : throw new InputException($"{path} has no text of two tokens: there is nothing to predict.");
    }

    private TextCorpus Corpus(string path, ModelDescription model, string ending)
    {
        var corpus = Open(path, ending);
        var vocabulary = model.Inputs[0].Vocabulary;
        return corpus.VocabularySize == vocabulary ? corpus
            : throw new InputException($"{Tokenizer?.Path ?? path} does not fit {model.Name}: its tokenizer has {corpus.VocabularySize} tokens, and {model.Inputs[0].Name} knows {vocabulary}. Give the tokenizer that the model is made for.");
    }

    private static Tokenizer? TokenizerOf(DataRequest request, string? folder)
    {
        var path = request.Tokenizer ?? (folder is null ? null : TokenizerFile.InFolder(folder));
        return path is null ? null : Bilinear.Data.Text.Tokenizer.Load(path);
    }

    private static string NameOf(string path) => Path.GetFileName(path);
}
