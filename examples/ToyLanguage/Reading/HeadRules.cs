using Bilinear.Spectral;
using Bilinear.Training;
using Examples.ToyLanguage.Grammar;

namespace Examples.ToyLanguage.Reading;

/// <summary>
/// What the weights alone say of rules that go through a head of an attention: no text is read, and so no attention. Orders are exact; the scales of the norms are those of bare embeddings.
/// </summary>
/// <param name="Found">For how many rules what the head brings of the right token counts most, among the tokens of its kind.</param>
internal sealed record HeadRules(string Branch, int Head, int Found)
{
    /// <summary>The interactions e_queryᵀ Q (OV·e_topic) of a layer with what heads make of each topic: Q is that of the answer's logit less that of the other answers, and the right topic is that of the answer.</summary>
    /// <param name="layer">The layer's place among the branches of the stream.</param>
    public static IReadOnlyList<HeadRules> SkipTrigrams(Directions directions, StreamAnalysis analysis, ModelWeights weights, int layer)
    {
        var (language, embeddings) = (directions.Language, weights.ReadParameter("embed.weight"));
        var width = embeddings.Length / language.Words.Count;
        var readings = new List<(TokenReading Reading, int Right)>();
        for (var query = 0; query < language.Rules.Queries.Count; query++)
        {
            for (var topic = 0; topic < language.Rules.Topics.Count; topic++)
            {
                // Qe = Σ λ(v·e)v
                var embedding = embeddings.AsSpan(language.Token(WordKind.Query, query) * width, width);
                var (pairs, product) = (analysis.Decompose(layer, directions.Answer(query, topic)), new double[width]);
                for (var pair = 0; pair < pairs.Values.Count; pair++)
                {
                    var vector = pairs.Vectors.Row(pair);
                    var dot = 0.0;
                    for (var i = 0; i < width; i++)
                        dot += vector[i] * embedding[i];
                    for (var i = 0; i < width; i++)
                        product[i] += pairs.Values[pair] * dot * vector[i];
                }

                readings.AddRange(analysis.ReadTokens(layer, product, language.Words.Count).Select(reading => (reading, language.Token(WordKind.Topic, topic))));
            }
        }

        return Count(language, embeddings, readings);
    }

    /// <summary>ũ·OV·e of each head: u is the logit of a colour less those of the others, and the right token the colour itself. A head for which that holds copies colours.</summary>
    public static IReadOnlyList<HeadRules> Copies(Directions directions, StreamAnalysis analysis, ModelWeights weights)
    {
        var (language, embeddings, head) = (directions.Language, weights.ReadParameter("embed.weight"), weights.ReadParameter("head.weight"));
        var width = embeddings.Length / language.Words.Count;
        var readings = new List<(TokenReading Reading, int Right)>();
        for (var colour = 0; colour < language.Rules.Colours.Count; colour++)
        {
            // The norm before the head has no gain, so ũ is made of the head's rows as they are.
            var (coefficients, direction) = (directions.Again(colour).Coefficients, new double[width]);
            for (var token = 0; token < coefficients.Count; token++)
            {
                for (var i = 0; i < width; i++)
                    direction[i] += coefficients[token] * head[(token * width) + i];
            }

            readings.AddRange(analysis.ReadTokens(analysis.Stream.Branches.Count - 1, direction, language.Words.Count).Select(reading => (reading, language.Token(WordKind.Colour, colour))));
        }

        return Count(language, embeddings, readings);
    }

    private static IReadOnlyList<HeadRules> Count(Language language, float[] embeddings, IEnumerable<(TokenReading Reading, int Right)> readings)
    {
        var width = embeddings.Length / language.Words.Count;
        return [.. readings.Where(read => read.Reading.Map == TokenMap.AttentionHead)
            .GroupBy(read => (read.Reading.Branch, read.Reading.Head))
            .Select(group => new HeadRules(group.Key.Branch, group.Key.Head, group.Count(read => Largest(read.Reading, language.Words[read.Right].Kind) == read.Right)))];

        // An attention reads embeddings over their scale r = √(mean e²).
        int Largest(TokenReading reading, WordKind kind) =>
            reading.Top.Where(token => language.Words[token.Token].Kind == kind).MaxBy(token => token.Weight / Scale(token.Token)).Token;

        double Scale(int token) => Math.Sqrt(embeddings.Skip(token * width).Take(width).Average(x => (double)x * x));
    }
}
