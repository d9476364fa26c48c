using System.Globalization;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Artefacts;

/// <summary>The numbers of an artefact as static data: the compiler puts them into the program's file, and nothing is built when it starts.</summary>
internal static class ArtefactData
{
    public static void Print(IndentedText code, ArtefactFacts facts, string? resource)
    {
        var terms = facts.Terms;
        var each = facts.Each;
        Numbers(code, $"The eigenvalues λ, [Outputs, Kept]: a row for each {each}.", "Values", terms.Values, terms.Kept, output => $"{each} {output}");
        if (facts.HasOffsets)
            Numbers(code, "What is added to v·x for each eigenvector v, [Outputs, Kept].", "Offsets", terms.Shifts, terms.Kept, output => $"{each} {output}");
        if (terms.Affine is { } affine)
        {
            Numbers(code, "The constant t of each score, [Outputs].", "Constants", affine.Constants, affine.Constants.Length, _ => null);
            Numbers(code, "The linear part r of each score, [Outputs, Inputs].", "Linear", affine.Rows.Values, facts.Input.Count, output => $"{each} {output}");
        }

        if (resource is not null)
            ReadFromResource(code, facts.Name, resource);
        else
            Numbers(code, "The eigenvectors v in the coordinates of the input, [Outputs, Kept, Inputs].", "Vectors", terms.Rows.Values, facts.Input.Count, Title, isLast: true);

        string? Title(int row) => FormattableString.Invariant($"{each} {row / terms.Kept}, eigenvector {row % terms.Kept}: λ = {Text(terms.Values[row])}");
    }

    /// <summary>A float as the shortest text that reads back as it.</summary>
    private static string Text(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    private static void Numbers(IndentedText code, string summary, string name, double[] values, int columns, Func<int, string?> title, bool isLast = false)
    {
        code.Line($"/// <summary>{Literals.Xml(summary)}</summary>").Line($"public static ReadOnlySpan<float> {name} =>");
        using (code.Under("[", "];"))
        {
            for (var row = 0; row < values.Length / columns; row++)
            {
                if (title(row) is { } words)
                    code.Line($"// {words}");
                code.Lines(LineWidth.Words(string.Join(' ', values.AsSpan(row * columns, columns).ToArray().Select(value => Text(value) + "f,")), LineWidth.Most - code.Indentation));
            }
        }

        if (!isLast)
            code.Line();
    }

    private static void ReadFromResource(IndentedText code, string name, string resource) => code.Lines($$"""
        /// <summary>The eigenvectors v in the coordinates of the input, [Outputs, Kept, Inputs]: they are read from the program's own resources when they are first used.</summary>
        /// <exception cref="InvalidOperationException">The program was built without them.</exception>
        public static ReadOnlySpan<float> Vectors => _vectors ??= ReadVectors();

        private static float[]? _vectors;

        private static float[] ReadVectors()
        {
            const string Name = "{{resource}}";
            var numbers = new float[Outputs * Kept * Inputs];
            using var stream = typeof({{name}}).Assembly.GetManifestResourceStream(Name);
            if (stream is null || stream.Length != numbers.Length * sizeof(float))
                throw new InvalidOperationException($"This program has no resource {Name} of {numbers.Length * sizeof(float)} bytes: build it with <EmbeddedResource Include=\"{Name}\" LogicalName=\"{Name}\" />.");
            stream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
            return numbers;
        }
        """.Split('\n'));
}
