using System.Text;
using Bilinear.Dsl.Hosting;
using Microsoft.CodeAnalysis.CSharp;

namespace Bilinear.Generators.Tests.Names;

/// <summary>Programs in which every name is drawn from what could hurt: words of C#, members of generated classes, names that are made of other names, and letters of the world.</summary>
internal sealed class NastyPrograms(int seed)
{
    /// <summary>The language's own words, which are no names.</summary>
    private static readonly HashSet<string> Reserved =
        ["language", "namespace", "block", "model", "train", "decompose", "repeat", "return", "true", "false", "none", "relu", "silu", "gelu"];

    private static readonly string[] Words =
    [
        .. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Where(SyntaxFacts.IsValidIdentifier),
        .. SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText),
        "field", "extension", "args", "_", "__", "_0", "System", "Bilinear", "Training", "Model", "Program", "Object", "String", "Console", "get_Item", "op_Implicit", "value__",
    ];

    private static readonly string[] OfClasses =
    [
        .. Members.OfModel, .. Members.OfModelBase, .. Members.OfObject, .. Members.OfPort, .. Members.OfSpectra, .. Members.OfWeights, .. Members.OfEpilogue,
        .. Members.Types.SelectMany(type => type.Split('.')).Distinct(),
        "RunForward", "RunForward0", "RunForward1", "RunStep", "RunBackward", "RunBackward0", "RunTrainingForward", "Create", "LoadWeights", "TVector", "Left", "Right", "In0", "Out0",
    ];

    private static readonly string[] Locals =
        ["at", "b", "device", "batch", "seed", "values", "weights", "data", "names", "path", "maxBatch", "row", "model", "l", "r", "product", "x", "y", "result", "loss", "target", "input", "output", "d"];

    /// <summary>A model of several outputs gives a tuple, which has words of its own; so has its list of losses.</summary>
    private static readonly string[] OfTuples =
        ["Item1", "Item2", "Item3", "Item8", "Rest", "ToTuple", "Deconstruct", "ValueTuple", "Equals", "GetHashCode", "ToString", "CompareTo", "Length", "outputs", "losses", "loss", "weight", "cross_entropy"];

    private static readonly string[] OfTheWorld =
        ["größe", "ß", "ſ", "ı", "İ", "ǆ", "Ⅷ", "K", "é", "e\u0301", "e\u0301a", "Ωmega", "层", "مدخل", "かな", "נ", "a\u0660", "ﬁ", "ª", "İi", "größe2"];

    private static readonly string[] Endings = ["Port", "Argument", "Eigen", "Svd", "Tree", "Plan", "EigenPlan", "SvdPlan", "TreePlan", "Epilogue", "TrainEpilogue", "2", "3", "_"];

    private readonly Random _random = new(seed);

    /// <summary>
    /// A small program, since it is names that are tried; every tenth has a stack of blocks and an instance, every five hundredth methods in parts, every third several
    /// outputs.
    /// </summary>
    public string Next(int number)
    {
        var names = new HashSet<string>();
        var (model, instance, block, argument, flag, input, output) = (Fresh(names), Fresh(names), Fresh(names), Fresh(names), Fresh(names), Fresh(names), Fresh(names));
        var (embed, body, mix, head, value, label) = (Fresh(names), Fresh(names), Fresh(names), Fresh(names), Fresh(names), Fresh(names));
        var isStack = number % 10 == 0;
        var others = Enumerable.Range(0, number % 3 == 0 ? 1 + (number % 2 * 7) : 0).Select(_ => (Output: Fresh(names), Layer: Fresh(names))).ToList();
        var text = new StringBuilder($"namespace {Namespace(number)}\n");
        if (isStack)
        {
            text.Append($$"""
                /// {{Name(names)}} <{{Name(names)}}> & */ "
                block {{block}}({{argument}}: noise = 0.1)(x: f32[d]) -> f32[d] {
                  {{mix}} = bilinear(d, noise: {{argument}})
                  return x + (x |> {{mix}})
                }
                model {{instance}} = {{model}}({{argument}}: 6)

                """);
        }
        text.Append($$"""
            /// {{Name(names)}} </summary> {{Name(names)}}
            model {{model}}({{argument}}: dim = 5, {{flag}}: {{(number % 2 == 0 ? "f32 = 0.5" : "gate = silu")}})({{input}}: f32[4]) -> {{InParentheses([$"{output}: f32[3]", .. others.Select(other => $"{other.Output}: f32[2]")])}} {
              {{embed}} = linear({{argument}}, bias: true)
              {{body}} = {{(isStack ? $"repeat {(number % 500 == 0 ? 120 : 2)} {block}()" : $"bilinear({argument})")}}
              {{head}} = linear(3, bias: true)
              {{string.Join("\n  ", others.Select(other => $"{other.Layer} = linear(2)"))}}
              {{value}} = {{input}} |> {{embed}}
              return {{InParentheses([$"{value} |> {body} |> {head}", .. others.Select(other => $"{value} |> {other.Layer}")])}}
            }
            train {{model}} {
              loss {{output}}: mean_squared_error
              {{string.Join("\n  ", others.Take(1).Select(other => $"loss {other.Output}: cross_entropy {{ weight 0.5 }}"))}}
            }
            decompose {{model}} {
              eigen {{head}} { direction {{label}}: 0 - 1 }
              svd {{(isStack ? $"{body}.0.{mix}" : body)}}
              tree {{head}}
              eigen {{(isStack ? $"{body}.1.{mix}" : body)}}
            }
            """);
        return text.ToString();
    }

    private static string InParentheses(IReadOnlyList<string> items) => items.Count == 1 ? items[0] : $"({string.Join(", ", items)})";

    private string Fresh(HashSet<string> names)
    {
        while (true)
        {
            var name = Name(names);
            if (!Reserved.Contains(name) && names.Add(name))
                return name;
        }
    }

    // One part is the program's own, so that thousands of them have room in one compilation.
    private string Namespace(int number)
    {
        string[] parts = [.. Parts(_random.Next(3)), $"P{number}", .. Parts(_random.Next(3))];
        return string.Join(".", parts);
    }

    private IEnumerable<string> Parts(int count) => Enumerable.Range(0, count).Select(_ =>
    {
        string part;
        do part = Pick(Words);
        while (Reserved.Contains(part));
        return part;
    });

    private string Name(IReadOnlyCollection<string> others) => _random.Next(10) switch
    {
        0 or 1 => Pick(Words),
        2 or 3 => Cased(Pick(OfClasses)),
        4 => _random.Next(2) == 0 ? Pick(Locals) : Cased(Pick(OfTuples)),
        5 => Pick(OfTheWorld),
        6 => Pick(OfTheWorld) + Pick(Endings),
        7 when others.Count > 0 => Cased(others.ElementAt(_random.Next(others.Count))),
        8 when others.Count > 0 => Cased(others.ElementAt(_random.Next(others.Count))) + Pick(Endings),
        9 when others.Count > 1 => Cased(others.ElementAt(_random.Next(others.Count)) + others.ElementAt(_random.Next(others.Count))),
        _ => Cased(Pick(OfClasses)) + Pick(Endings),
    };

    // The emitter gives names the case of C#, so names that differ in that alone meet there.
    private string Cased(string name) => _random.Next(3) switch
    {
        0 => name,
        1 => char.ToLowerInvariant(name[0]) + name[1..],
        _ => char.ToUpperInvariant(name[0]) + name[1..],
    };

    private string Pick(string[] names) => names[_random.Next(names.Length)];
}
