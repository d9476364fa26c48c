using Bilinear.Dsl.Symbols;

namespace Bilinear.Cli.Importing;

/// <summary>Writes a LLaMA as a program. Its sizes are defaults of the model's arguments, so that a smaller one is a <c>--set</c> away.</summary>
internal static class LlamaProgram
{
    public static string Of(LlamaShape shape, string origin) => $$"""
        /// A decoder layer as LLaMA has it: {{(shape.KvHeads < shape.Heads ? "grouped queries" : "attention")}}, rotary positions, a gated MLP, norms with a gain.
        block Layer(heads: int, kv_heads: int, hidden: dim)(x: f32[t, d]) -> f32[t, d] {
          norm1  = rmsnorm(gain: true, eps: {{CanonicalNumber.Of(shape.Eps)}})
          attend = attention(heads: heads, kv_heads: kv_heads, causal: true, rope: {{CanonicalNumber.Of(shape.Rope)}}{{Bias(shape.HasAttentionBias)}})
          norm2  = rmsnorm(gain: true, eps: {{CanonicalNumber.Of(shape.Eps)}})
          up     = glu(hidden, gate: {{shape.Gate}}{{Bias(shape.HasMlpBias)}})
          down   = linear(d{{Bias(shape.HasMlpBias)}})

          x = x + (x |> norm1 |> attend)
          return x + (x |> norm2 |> up |> down)
        }

        /// {{origin}}
        model Llama(vocabulary: dim = {{shape.Vocabulary}}, context: dim = {{shape.Context}}, width: dim = {{shape.Width}}, layers: int = {{shape.Layers}},
          heads: int = {{shape.Heads}}, kv_heads: int = {{shape.KvHeads}}, hidden: dim = {{shape.Hidden}})
                   (tokens: token[vocabulary][context]) -> next: f32[context, vocabulary] {
          embed = embedding(width)
          stack = repeat layers Layer(heads: heads, kv_heads: kv_heads, hidden: hidden)
          norm  = rmsnorm(gain: true, eps: {{CanonicalNumber.Of(shape.Eps)}})
          head  = {{(shape.IsTied ? "unembedding(embed)" : "linear(vocabulary)")}}

          return tokens |> embed |> stack |> norm |> head
        }

        """;

    private static string Bias(bool has) => has ? ", bias: true" : "";
}
