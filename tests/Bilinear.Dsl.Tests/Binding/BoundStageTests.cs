using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Bound.Checking;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>The printer and the verifier of the stage.</summary>
public sealed class BoundStageTests
{
    private const string Program = "/// Says what it is.\nmodel M(n: dim = 3)(x: f32[4]) -> y: f32[4] {\n  a = bilinear(n, bias: true)\n  b = linear(4, noise: 0.5)\n  h = x |> rmsnorm |> a\n  return x + (h |> b)\n}\ntrain M { steps 9 }\n";

    [Fact]
    public void Printer_ShowsEverythingWithItsShape() =>
        Assert.Equal(
            """
            /// Says what it is.
            model M
              argument n: dim = 3
              input x: f32[4]
              output y: f32[4]
              parameters 42
                a.weight [6, 4] uniform 1/sqrt(4)
                a.bias [6] uniform 1/sqrt(4)
                b.weight [4, 3] uniform 1/sqrt(3)
              flow
                h =
                  x: f32[4]
                  |> rmsnorm: f32[4]
                  |> a = bilinear(4 -> 3, bias: true): f32[3]
                return
                  sum: f32[4]
                    term
                      x: f32[4]
                    term
                      h: f32[3]
                      |> b = linear(3 -> 4, noise: 0.5): f32[4]
              train
                loss cross_entropy
                optimizer adamw(lr: 0.001, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0.01)
                schedule constant
                batch 128
                steps 9
                seed 0

            """.ReplaceLineEndings("\n"),
            Bound.Print(Program));

    [Fact]
    public void Verifier_RefusesAnOutputThatIsNotReturned()
    {
        var model = Bound.Model(Program);
        var broken = model with { Outputs = [new BoundPort("y", new TensorShape(ElementType.F32, [5]))] };

        Assert.Contains("f32[5]", Assert.Throws<InvalidOperationException>(() => BoundVerifier.Verify(new BoundFile("", [broken]))).Message);
    }

    [Fact]
    public void Verifier_RefusesAParameterThatNoLayerHas()
    {
        var model = Bound.Model(Program);
        var broken = model with { Parameters = [.. model.Parameters, new ParameterSymbol("z", [1], 1, ParameterInit.Ones, default)] };

        Assert.Contains("not those of its layers", Assert.Throws<InvalidOperationException>(() => BoundVerifier.Verify(new BoundFile("", [broken]))).Message);
    }

    [Fact]
    public void Verifier_RefusesAValueThatIsReadBeforeItIsBound()
    {
        var model = Bound.Model(Program);
        var broken = model with { Body = model.Body with { Bindings = [] } };

        Assert.Contains("`h` is read before", Assert.Throws<InvalidOperationException>(() => BoundVerifier.Verify(new BoundFile("", [broken]))).Message);
    }
}
