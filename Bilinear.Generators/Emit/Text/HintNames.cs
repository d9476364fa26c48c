using System.Text;

namespace Bilinear.Generators.Emit.Text;

/// <summary>Names of generated files: <c>Namespace.Model.Part.g.cs</c>, in ASCII.</summary>
internal static class HintNames
{
    public static string Of(string qualifiedModel, string part) => $"{Of(qualifiedModel)}.{part}.g.cs";

    /// <summary>What all files of a model begin with.</summary>
    public static string Of(string qualifiedModel)
    {
        var name = new StringBuilder();
        foreach (var c in qualifiedModel)
        {
            if (c < 128)
                name.Append(c);
            else
                name.Append('u').Append(((int)c).ToString("x4"));
        }
        return name.ToString();
    }

    /// <summary>The same name with a mark that depends on the case of the model's letters (FNV-1a, stable between builds).</summary>
    public static string Distinguish(string hintName, string model)
    {
        var hash = model.Aggregate(2166136261u, (state, c) => unchecked((state ^ c) * 16777619u));
        return hintName.Substring(0, hintName.Length - "g.cs".Length) + hash.ToString("x8") + ".g.cs";
    }
}
