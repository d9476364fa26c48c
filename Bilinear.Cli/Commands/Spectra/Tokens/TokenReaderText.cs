using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>The spectra of a model of texts for a person; of the heads, those that say most.</summary>
internal static class TokenReaderText
{
    public static void Write(TokenReader reader)
    {
        foreach (var spectrum in reader.Spectra)
            Write(reader, spectrum);
        Console.Out.WriteLine($"a token stands with its weight, the inner product of v and the token less the mean of all tokens, and in brackets the cosine of the two; eigenvectors are exact{(reader.Analysis.Stream.HasNorms ? ", and all values are up to the scales of the norms" : "")}");
    }

    private static void Write(TokenReader reader, LayerSpectrum spectrum)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{spectrum.Name}: {(spectrum.Sigma is { } sigma ? $"σ {Quantity.Plain(sigma)}, " : "")}{spectrum.Pairs.Values.Count} of {spectrum.AllValues.Count} eigenvectors"));
        if (spectrum.Sigma is not null)
        {
            var (top, bottom) = reader.EndsOf(spectrum);
            Console.Out.WriteLine($"  logits  + {string.Join(", ", top.Select(Logit))}");
            Console.Out.WriteLine($"          - {string.Join(", ", bottom.Select(Logit))}");
        }

        for (var pair = 0; pair < spectrum.Pairs.Values.Count; pair++)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  pair {pair}, λ {Quantity.Signed(spectrum.Pairs.Values[pair])}"));
            Lines(LeadingMaps.Of(reader.ReadingsOf(spectrum, pair))
                .Select(reading => (LeadingMaps.NameOf(reading.Map, reading.Branch, reading.Head), string.Join(", ", reading.Top.Select(Token)), string.Join(", ", reading.Bottom.Select(Token)))));
        }

        if (reader.PairsOf(spectrum) is { Count: > 0 } pairs)
        {
            Console.Out.WriteLine("  pairs of tokens, eᵢᵀQmⱼ");
            Lines(LeadingMaps.Of(pairs, each => each.Map, each => Largest(each.Top.Concat(each.Bottom).Select(pair => pair.Value)))
                .Select(each => (LeadingMaps.NameOf(each.Map, each.Branch, each.Head), string.Join(", ", each.Top.Select(Pair)), string.Join(", ", each.Bottom.Select(Pair)))));
        }

        foreach (var table in LeadingMaps.Of(reader.TablesOf(spectrum), table => table.Map, table => Largest(table.Values.ToArray())))
        {
            Console.Out.WriteLine($"  {LeadingMaps.NameOf(table.Map, table.Branch, table.Head)}");
            Aligned.Write([["", .. table.Tokens.Select(reader.Names.Of)], .. table.Tokens.Select((token, row) => (string[])[reader.Names.Of(token), .. table.Values.Row(row).ToArray().Select(Quantity.Signed)])], indent: "    ");
        }

        Console.Out.WriteLine();

        string Logit(int token) => $"{reader.Names.Of(token)} {Quantity.Signed(spectrum.Direction.Coefficients[token])}";
        string Token(TokenWeight token) => string.Create(CultureInfo.InvariantCulture, $"{reader.Names.Of(token.Token)} {Quantity.Signed(token.Weight)} ({token.Cosine:0.00})");
        string Pair(TokenPair pair) => $"{reader.Names.Of(pair.First)} × {reader.Names.Of(pair.Second)} {Quantity.Signed(pair.Value)}";
    }

    private static double Largest(IEnumerable<double> values) => values.Max(Math.Abs);

    private static void Lines(IEnumerable<(string Name, string Top, string Bottom)> lines)
    {
        var all = lines.ToList();
        var width = all.Max(line => line.Name.Length);
        foreach (var (name, top, bottom) in all)
        {
            Console.Out.WriteLine($"    {name.PadRight(width)}  + {top}");
            Console.Out.WriteLine($"    {new string(' ', width)}  - {bottom}");
        }
    }
}
