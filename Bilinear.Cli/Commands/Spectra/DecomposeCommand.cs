using System.CommandLine;
using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Cli.Commands.Spectra.Tokens;
using Bilinear.Cli.Generating;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Computes a model's <c>decompose</c> block, and writes all of it to one file; of a model of texts it also says what stands there in tokens.</summary>
internal sealed class DecomposeCommand : SpectralCommand
{
    private const int DefaultTokens = 5;
    private const int DefaultPairs = 5;
    private const int PairsOfTriplet = 4;

    private readonly NumberOption<int> _tokens = new("--tokens", 1) { Description = $"Of a model of texts, how many tokens of each end an eigenvector is shown with. {DefaultTokens} if left out.", HelpName = "K" };
    private readonly NumberOption<int> _pairs = new("--pairs", 0) { Description = $"Of a model of texts, how many pairs of tokens of each end are searched for. {DefaultPairs} if left out.", HelpName = "K" };
    private readonly Option<string[]> _among = new("--among") { Description = "Of a model of texts, a token of the table of pairs; once for each token.", HelpName = "TOKEN" };
    private readonly JsonOption _json = new();

    public DecomposeCommand()
        : base("decompose", "Take a model apart as its decompose block says: eigenvectors, singular vectors, trees; a model of texts in tokens.", ".safetensors", needsData: false,
            "bmlp decompose mnist.bmlp --weights mnist.safetensors --data mnist --out mnist.spectra.safetensors",
            "bmlp decompose stories.bmlp --weights stories.safetensors --tokenizer tokenizer.json --among \" she\" --among \" he\" --out stories.spectra.safetensors")
    {
        Add(_tokens);
        Add(_pairs);
        Add(_among);
        Add(_json);
    }

    protected override bool WritesTensors(ParseResult parseResult) => true;

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status, takesTexts: true);
        if (loaded.Model.TakesTexts)
            return OfTexts(parseResult, status, loaded);
        if (new Option[] { _tokens, _pairs, _among, _json }.FirstOrDefault(option => parseResult.GetResult(option) is { Implicit: false }) is { } wrong)
            throw new InputException($"{wrong.Name} is for models of texts, and {loaded.Model.Name} takes no texts: leave it out.");
        var decompositions = loaded.Decompose(Data.Find(parseResult, loaded.Model, status, loaded.Schema)?.Train);
        SpectraFile.Save(Out(parseResult), decompositions);
        foreach (var caveat in decompositions.Select(decomposition => decomposition.Caveat).OfType<string>().Distinct())
            status.Say($"note: {caveat}");
        Written.Say(status, Out(parseResult));
        return ExitCode.Success;
    }

    private int OfTexts(ParseResult parseResult, StatusLine status, LoadedModel loaded)
    {
        if (Data.IsGiven(parseResult))
            throw new InputException($"{loaded.Model.Name} takes texts, and is taken apart without data: leave --data out.");
        var (stream, plans) = (loaded.Stream("bmlp decompose"), loaded.TokenPlans());
        var tokenizer = Data.Tokenizer(parseResult) ?? throw new InputException($"{loaded.Model.Name} takes texts: name the tokenizer that it was trained with by --tokenizer.");
        Writer.ThrowUnlessOf(loaded.Model, tokenizer, loaded.Weights.Provenance);
        var names = new TokenNames(tokenizer);
        int[] among = [.. (parseResult.GetValue(_among) ?? []).Select(text => names.Find(_among.Name, text))];
        TokenPlan[] asked = [.. plans.Select(plan => StreamPlans.Of(plan, names) is var each && each is TokenSvdPlan svd ? svd with { Pairs = PairsOfTriplet } : each)];
        var reader = status.While($"decomposing {loaded.Model.Name}", () =>
        {
            var analysis = new StreamAnalysis(loaded.Weights, stream);
            return new TokenReader(analysis, names, [.. asked.SelectMany(plan => analysis.Spectra(plan, names.All))], parseResult.GetValue(_tokens) ?? DefaultTokens, parseResult.GetValue(_pairs) ?? DefaultPairs, among);
        });
        StreamSpectraFile.Save(Out(parseResult), loaded.Weights, reader.Spectra);
        if (parseResult.GetValue(_json))
            TokenReaderJson.Write(loaded.Model.Name, reader);
        else
            TokenReaderText.Write(reader);
        Written.Say(status, Out(parseResult));
        return ExitCode.Success;
    }
}
