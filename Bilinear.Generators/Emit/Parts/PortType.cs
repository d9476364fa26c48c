using Bilinear.Dsl.Bound;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>A model's input or output as a C# type.</summary>
/// <param name="Type">Its name, escaped.</param>
/// <param name="Text">The port as the language writes it: <c>image f32[8, 8]</c>.</param>
/// <param name="Count">Elements of one sample; of a model of texts, those of one position.</param>
/// <param name="Vocabulary">The number of tokens, for the input of a model of texts; else zero.</param>
/// <param name="Context">The most positions of a text; zero for a model that takes none.</param>
internal sealed record PortType(string Type, string Text, long Count, long Vocabulary = 0, long Context = 0)
{
    public static PortType Of(string type, BoundPort port) => new(type, XmlDoc.Port(port), port.Shape.Count);

    /// <summary>The ports of a model of texts.</summary>
    public static PortType OfTexts(string type, BoundPort port) =>
        new(type, XmlDoc.Port(port), port.Shape.Count / port.Shape.Dims[0], port.Vocabulary, port.Shape.Dims[0]);

    /// <summary>Whether there are as many of them as a text has positions.</summary>
    public bool IsTexts => Context > 0;

    /// <summary>Its name without the escape of a keyword.</summary>
    public string Name => Type.TrimStart('@');

    /// <summary>What a variable of the type is called before it is escaped.</summary>
    public string Local => CSharpNames.Camel(Name);

    public string Argument => CSharpNames.Escape(Local);
}
