using Bilinear.Dsl.Spectral;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints the places of parameters, with their names beside them.</summary>
internal static class ParameterIndex
{
    public static Fragment Of(ModelFacts facts, int parameter) => $"{parameter} /* {facts.Parameters[parameter].Path} */";

    public static Call Map(ModelFacts facts, AffineMap map) => new("new", [Of(facts, map.Weight), .. map.Bias < 0 ? Array.Empty<Fragment>() : [Of(facts, map.Bias)]]);

    public static Collection Maps(ModelFacts facts, IEnumerable<AffineMap> maps) => new([.. maps.Select(map => Map(facts, map))]);
}
