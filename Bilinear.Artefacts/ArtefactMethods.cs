using Bilinear.Dsl.Text;

namespace Bilinear.Artefacts;

/// <summary>What the class of an artefact does: scores, the answer, and the terms of which the scores are made.</summary>
internal static class ArtefactMethods
{
    private const int MostOnTheStack = 1024;

    public static void Print(IndentedText code, ArtefactFacts facts)
    {
        var (hasOffsets, hasAffine) = (facts.HasOffsets, facts.Terms.Affine is not null);
        var projection = $"Dot(VectorOf(output, index), pixels){(hasOffsets ? " + Offsets[(output * Kept) + index]" : "")}";
        var each = facts.Each;
        Lines($$"""
            /// <summary>The score of each {{each}}: its {{(facts.Output.HasAnswers ? "logit" : "value")}}, as far as the kept eigenvectors give it.</summary>
            /// <param name="pixels">[Inputs], scaled as the data that the model was trained on.</param>
            /// <param name="scores">[Outputs], which are written.</param>
            /// <exception cref="ArgumentException">A span has another length.</exception>
            public static void Scores(ReadOnlySpan<float> pixels, Span<float> scores)
            {
                Check(pixels);
                if (scores.Length != Outputs)
                    throw new ArgumentException($"There is a score for each of {Outputs} outputs, and room for {scores.Length}.", nameof(scores));
                for (var output = 0; output < Outputs; output++)
                {
                    var score = {{(hasAffine ? "AffineOf(output, pixels)" : "0f")}};
                    for (var index = 0; index < Kept; index++)
                        score += Term(output, index, pixels);
                    scores[output] = score;
                }
            }

            """);
        if (facts.Output.HasAnswers && facts.Output.Rows == 1)
        {
            var room = facts.Output.Count <= MostOnTheStack ? "Span<float> scores = stackalloc float[Outputs];" : "var scores = new float[Outputs];";
            Lines($$"""
            /// <summary>The class with the largest score; the first of several equal ones.</summary>
            /// <param name="pixels">[Inputs], scaled as the data that the model was trained on.</param>
            /// <exception cref="ArgumentException">The span has another length, or holds what is no finite number.</exception>
            public static int Classify(ReadOnlySpan<float> pixels)
            {
                {{room}}
                Scores(pixels, scores);
                var best = 0;
                for (var output = 1; output < Outputs; output++)
                    best = scores[output] > scores[best] ? output : best;
                return float.IsFinite(scores[best]) ? best : throw new ArgumentException("An input holds a NaN or an infinity, or is too large.", nameof(pixels));
            }

            """);
        }

        Lines($$"""
            /// <summary>The terms of which the scores are made: λ (v·x)² of each eigenvector{{(hasAffine ? ", and in the last column the linear and constant part" : "")}}. A row sums up to the score of its {{each}}.</summary>
            /// <param name="pixels">[Inputs].</param>
            /// <returns>[Outputs, Kept{{(hasAffine ? " + 1" : "")}}].</returns>
            /// <exception cref="ArgumentException">The span has another length.</exception>
            public static float[,] Explain(ReadOnlySpan<float> pixels)
            {
                Check(pixels);
                var terms = new float[Outputs, Kept{{(hasAffine ? " + 1" : "")}}];
                for (var output = 0; output < Outputs; output++)
                {
                    for (var index = 0; index < Kept; index++)
                        terms[output, index] = Term(output, index, pixels);{{(hasAffine ? "\n        terms[output, Kept] = AffineOf(output, pixels);" : "")}}
                }
                return terms;
            }

            /// <summary>An eigenvector, in the coordinates of the input.</summary>
            /// <param name="output">0 … Outputs − 1.</param>
            /// <param name="index">0 … Kept − 1.</param>
            public static ReadOnlySpan<float> VectorOf(int output, int index) => Vectors.Slice(((output * Kept) + index) * Inputs, Inputs);

            private static float Term(int output, int index, ReadOnlySpan<float> pixels)
            {
                var projection = {{projection}};
                return Values[(output * Kept) + index] * projection * projection;
            }

            """);
        if (hasAffine)
        {
            Lines("""
            private static float AffineOf(int output, ReadOnlySpan<float> pixels) => Dot(Linear.Slice(output * Inputs, Inputs), pixels) + Constants[output];

            """);
        }

        Lines("""
            // As many products at once as a vector of this machine holds, and four sums of them, since an addition takes some cycles.
            private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
            {
                var a = MemoryMarshal.Cast<float, Vector<float>>(left);
                var b = MemoryMarshal.Cast<float, Vector<float>>(right).Slice(0, a.Length);
                Vector<float> first = default, second = default, third = default, fourth = default;
                var place = 0;
                for (; place <= a.Length - 4; place += 4)
                {
                    first += a[place] * b[place];
                    second += a[place + 1] * b[place + 1];
                    third += a[place + 2] * b[place + 2];
                    fourth += a[place + 3] * b[place + 3];
                }
                for (; place < a.Length; place++)
                    first += a[place] * b[place];
                var sum = Vector.Sum((first + second) + (third + fourth));
                for (place = a.Length * Vector<float>.Count; place < left.Length; place++)
                    sum += left[place] * right[place];
                return sum;
            }

            private static void Check(ReadOnlySpan<float> pixels)
            {
                if (pixels.Length != Inputs)
                    throw new ArgumentException($"An input has {Inputs} numbers, and {pixels.Length} were given.", nameof(pixels));
            }

            """);

        // An input of one axis is no picture.
        void Lines(string text) => code.Lines((facts.Input.Shape.Count > 1 ? text : text.Replace("pixels", "input", StringComparison.Ordinal)).Split('\n'));
    }
}
