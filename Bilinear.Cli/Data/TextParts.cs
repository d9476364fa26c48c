using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Text;
using Bilinear.Data.Text.Formats;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Data;

/// <summary>The texts of <c>--data</c>: a folder with <c>train.txt</c> and <c>test.txt</c>, or two files, each of text or of tokens, and the tokenizer that goes with them.</summary>
internal sealed class TextParts
{
    /// <summary>After an epoch a model is tried on the first pieces of the test texts alone: there may be more than there are to train on.</summary>
    private const int MostTested = 500;

    private readonly StatusLine _status;
    private readonly string? _train;
    private readonly string? _test;

    private TextParts(string? train, string? test, Tokenizer? tokenizer, StatusLine status) => (_train, _test, Tokenizer, _status) = (train, test, tokenizer, status);

    /// <summary>Null for texts that are tokens already, where no tokenizer is named.</summary>
    public Tokenizer? Tokenizer { get; }

    /// <exception cref="InputException">There are no such texts, or their tokenizer is not there.</exception>
    public static TextParts Of(DataRequest request, StatusLine status)
    {
        var places = DataFolders.OfOwn(request.Data, request.Folder);
        if (request.Target is not null)
            throw new InputException("--target names a column of a CSV file, and texts have none: leave it out.");
        if (places.FirstOrDefault(File.Exists) is { } file)
            return new TextParts(file, request.Test, TokenizerOf(request, null), status);
        if (places.FirstOrDefault(Directory.Exists) is not { } folder)
            throw new InputException($"There are no texts {ForeignText.Quote(request.Data)}: looked for {string.Join(", ", places)}. Give a folder with train.txt and test.txt (or .txt.gz), or a file of texts.");
        if (request.Test is not null)
            throw new InputException($"--test names a file beside that of --data, and {folder} is a folder: leave it out, or give two files.");
        var (train, test) = TextFile.InFolder(folder) ?? throw new InputException($"{folder} has neither train.txt nor train.txt.gz: texts to train on and to test with are two files, of these names and test.txt; files of other names are given as --data FILE, and --test FILE beside it to train.");
        return new TextParts(train, test, TokenizerOf(request, folder), status);
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
            DataSet.OfTexts(NameOf(_train!), Pieces(_train!, model)),
            test.Count <= MostTested ? DataSet.OfTexts(NameOf(_test), test) : DataSet.OfTexts($"the beginning of {NameOf(_test)}", test.Take(MostTested)));
    }

    /// <summary>The texts to score: those to test with, or those of the one file that is given.</summary>
    public (string Name, TextCorpus Texts) ReadScored(ModelDescription model)
    {
        var path = _test ?? _train!;
        return (NameOf(path), Corpus(path, model));
    }

    private TextPieces Pieces(string path, ModelDescription model)
    {
        var pieces = new TextPieces(Corpus(path, model), model.Context);
        return pieces.Count > 0 ? pieces : throw new InputException($"{path} has no text of two tokens: there is nothing to predict.");
    }

    private TextCorpus Corpus(string path, ModelDescription model)
    {
        var corpus = _status.While($"reading {NameOf(path)}", () => TextCorpus.Open(path, Tokenizer));
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
