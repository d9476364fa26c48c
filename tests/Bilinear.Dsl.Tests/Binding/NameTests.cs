using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>Names that stand for nothing, for something else, or for two things.</summary>
public sealed class NameTests
{
    private const string Block = "block B(x: f32[d]) -> f32[d] {\n  m = linear(d)\n  return x |> m\n}\n";

    [Fact]
    public void UnknownLayer_SuggestsTheNearest_WhichIsThenNotUnusedAsWell() =>
        Bound.HasOneMistake(Bound.WithBody("embed = linear(10)\nreturn image |> flatten |> ebmed"), DiagnosticRules.UnknownLayer, "ebmed", "Did you mean `embed`?");

    [Fact]
    public void UnknownLayer_WithNoneNear_ShowsWhatThereIs() =>
        Bound.HasOneMistake(Bound.WithBody("embed = linear(10)\nreturn image |> flatten |> something"), DiagnosticRules.UnknownLayer, "something", "`embed`, `rmsnorm`, `flatten`");

    [Fact]
    public void UnknownValue_SuggestsTheNearest() =>
        Bound.HasOneMistake(Bound.WithBody("a = linear(10)\nreturn imag |> flatten |> a"), DiagnosticRules.UnknownValue, "imag", "Did you mean `image`?");

    [Fact]
    public void UnknownOperator_SuggestsOperatorsAndBlocks() =>
        Bound.HasMistakes(
            "block Layer(x: f32[d]) -> f32[d] { return x }\n" + Bound.WithBody("a = linera(10)\nb = Leyer()\nreturn image |> a |> b"),
            (DiagnosticRules.UnknownOperator, "linera", ["Did you mean `linear`?"]),
            (DiagnosticRules.UnknownOperator, "Leyer", ["Did you mean `Layer`?"]));

    [Fact]
    public void UnusedLayer_IsRefused() =>
        Bound.HasOneMistake(Bound.WithBody("a = linear(10)\nb = linear(3)\nreturn image |> flatten |> a"), DiagnosticRules.UnusedLayer, "b");

    [Fact]
    public void UnusedLayer_IsRefusedInABlockThatNobodyUses() =>
        Bound.HasOneMistake("block B(x: f32[d]) -> f32[d] {\n m = linear(d)\n return x\n}", DiagnosticRules.UnusedLayer, "m");

    [Fact]
    public void UnusedValue_IsRefused_AlsoWhereItIsBoundAgain() =>
        Bound.HasMistakes(
            Bound.WithBody("a = linear(10)\nh = image |> flatten\nh = image |> flatten\ng = h + h\nreturn h |> a"),
            (DiagnosticRules.UnusedValue, "h", []),
            (DiagnosticRules.UnusedValue, "g", []));

    [Fact]
    public void LayerBoundAgain_IsRefused() =>
        Bound.HasMistakes(
            Bound.WithBody("a = linear(10)\na = linear(10)\na = image\nreturn image |> flatten |> a"),
            (DiagnosticRules.DuplicateName, "a", ["already a layer, declared on line 2"]),
            (DiagnosticRules.DuplicateName, "a", ["already a layer, declared on line 2"]));

    [Fact]
    public void ArgumentBoundAgain_IsRefused() =>
        Bound.HasOneMistake(
            "model M(n: dim = 3)(x: f32[4]) -> y: f32[4] {\n n = x + x\n return x\n}", DiagnosticRules.DuplicateName, "n", "already an argument, declared on line 1");

    [Fact]
    public void LayerCalledAsTheInput_IsRefused() =>
        Bound.HasOneMistake("model M(x: f32[4]) -> y: f32[4] {\n x = linear(4)\n return x\n}", DiagnosticRules.DuplicateName, "x", "already the input");

    [Fact]
    public void InputCalledAsAnArgument_IsRefused() =>
        Bound.HasOneMistake("model M(x: dim = 3)(x: f32[4]) -> y: f32[4] { return x }", DiagnosticRules.DuplicateName, "x", "already an argument");

    [Fact]
    public void TwoArgumentsOfOneName_AreRefused() =>
        Bound.HasOneMistake("model M(n: dim = 3, n: dim = 4)(x: f32[n]) -> y: f32[n] { return x }", DiagnosticRules.DuplicateName, "n", "already an argument");

    [Fact]
    public void TwoModelsOfOneName_AreRefused_AndABlockCountsToo() =>
        Bound.HasMistakes(
            "model M(x: f32[4]) -> y: f32[4] { return x }\nmodel M(x: f32[4]) -> y: f32[4] { return x }\nblock M(x: f32[4]) -> f32[4] { return x }\nmodel M = M()",
            (DiagnosticRules.DuplicateDeclaration, "M", ["model `M`, on line 1"]),
            (DiagnosticRules.DuplicateDeclaration, "M", []),
            (DiagnosticRules.DuplicateDeclaration, "M", []));

    [Fact]
    public void BlockCalledAsAnOperator_IsRefused() =>
        Bound.HasOneMistake("block linear(x: f32[d]) -> f32[d] { return x }", DiagnosticRules.DuplicateDeclaration, "linear", "operator");

    [Fact]
    public void UseBeforeDeclaration_SaysWhereTheDeclarationIs() =>
        Bound.HasOneMistake(Bound.WithBody("h = image |> flatten |> a\na = linear(10)\nreturn h"), DiagnosticRules.UsedBeforeDeclaration, "a", "line 3");

    [Fact]
    public void NamesOfAnotherKind_AreToldApart() =>
        Bound.HasMistakes(
            Block + "model M(n: dim = 4)(x: f32[4]) -> y: f32[4] {\n  a = linear(4)\n  v = x |> linear\n  w = x |> B\n  u = x |> n\n  t = x |> x\n  s = a + x\n  r = n + x\n  return v + w + u + t + s + r + (x |> a)\n}",
            (DiagnosticRules.WrongKindOfName, "linear", ["`layer = linear(64)`"]),
            (DiagnosticRules.WrongKindOfName, "B", ["`layer = B(…)`"]),
            (DiagnosticRules.WrongKindOfName, "n", ["is an argument"]),
            (DiagnosticRules.WrongKindOfName, "x", ["is a value"]),
            (DiagnosticRules.WrongKindOfName, "a", ["is a layer", "`x |> a`"]),
            (DiagnosticRules.WrongKindOfName, "n", ["is an argument"]));

    [Fact]
    public void ModelAsALayer_IsRefused() =>
        Bound.HasOneMistake(
            "model A(x: f32[4]) -> y: f32[4] { return x }\nmodel M(x: f32[4]) -> y: f32[4] {\n a = A()\n return x |> a\n}", DiagnosticRules.WrongKindOfName, "A", "declare what they share as a `block`");

    [Fact]
    public void Recursion_ShowsItsCircle_Once() =>
        Bound.HasOneMistake(
            "block A(x: f32[d]) -> f32[d] {\n b = B()\n return x |> b\n}\nblock B(x: f32[d]) -> f32[d] {\n c = A()\n return x |> c\n}\nmodel M(x: f32[4]) -> y: f32[4] {\n a = A()\n return x |> a\n}",
            DiagnosticRules.Recursion, "A", "`A` → `B` → `A`");

    [Fact]
    public void MissingReturn_StandsAtTheClosingBrace() =>
        Bound.HasOneMistake("model M(x: f32[4]) -> y: f32[4] {\n  h = x + x\n}", DiagnosticRules.MissingReturn, "}", "model `M`");

    [Fact]
    public void StatementAfterReturn_IsRefused() =>
        Bound.HasOneMistake("model M(x: f32[4]) -> y: f32[4] {\n  return x\n  h = x\n}", DiagnosticRules.AfterReturn, "h = x", "line 2");

    [Fact]
    public void EveryMistakeOfAFile_IsReported()
    {
        var found = Bound.Diagnostics("block A(x: f32[d]) -> f32[d] {\n m = linear(dd)\n return x |> m\n}\nmodel M(x: f33[4]) -> y: f32[4] {\n a = A(k: 3)\n return x |> b\n}\ntrain N { }");

        Assert.Equal(["BMLP2005", "BMLP2006", "BMLP2101", "BMLP2002", "BMLP2004"], found.Select(diagnostic => diagnostic.Rule.Id));
    }

    [Fact]
    public void BlockThatCouldNotBeRead_IsNotBlamedTwice()
    {
        var found = Bound.Diagnostics("block A(x f32[d]) -> f32[d] {\n return x\n}\nmodel M(x: f32[4]) -> y: f32[4] {\n a = A(k: 3)\n return x |> a\n}");

        Assert.StartsWith("BMLP1", Assert.Single(found).Rule.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void NameFromAnotherAlphabet_IsFine() =>
        Assert.Equal(["größe.weight 10x64"], Bound.Parameters(Bound.Model(Bound.WithBody("größe = linear(10)\nreturn image |> flatten |> größe"))));
}
