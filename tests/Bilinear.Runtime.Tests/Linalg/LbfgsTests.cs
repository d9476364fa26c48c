using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

public sealed class LbfgsTests
{
    [Fact]
    public void TheValleyOfRosenbrock_IsWalkedToItsEnd()
    {
        var search = new Lbfgs((point, gradient) =>
        {
            var (x, y) = (point[0], point[1]);
            gradient[0] = (-400 * x * (y - (x * x))) - (2 * (1 - x));
            gradient[1] = 200 * (y - (x * x));
            return (100 * (y - (x * x)) * (y - (x * x))) + ((1 - x) * (1 - x));
        });
        search.Start([-1.2, 1]);
        var steps = 0;
        for (var before = double.PositiveInfinity; steps < 200 && search.Value < before && search.Value > 1e-20; steps++)
        {
            before = search.Value;
            search.Step();
        }

        Assert.Equal([1.0, 1.0], search.Point.ToArray().Select(value => Math.Round(value, 8)));
        Assert.InRange(steps, 10, 80);
    }

    [Fact]
    public void AMinimum_IsNotLeft()
    {
        var search = new Lbfgs((point, gradient) =>
        {
            gradient[0] = 2 * point[0];
            return point[0] * point[0];
        });
        search.Start([0]);

        Assert.False(search.Step());
        Assert.Equal(0, search.Value);
    }
}
