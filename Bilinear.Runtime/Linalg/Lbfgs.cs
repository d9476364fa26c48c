namespace Bilinear.Linalg;

/// <summary>
/// Minimises a smooth function with the method of limited memory of Broyden, Fletcher, Goldfarb and Shanno: Nocedal and Wright, "Numerical
/// Optimization" (2006), algorithm 7.4, with a line search that halves, or fits a parabola, until the decrease is sufficient.
/// </summary>
/// <param name="evaluate">Gives the value at a point, and writes the gradient there.</param>
internal sealed class Lbfgs(Lbfgs.Function evaluate)
{
    private const int Memory = 20;

    // Of the decrease that the slope promises.
    private const double Sufficient = 1e-4;

    private const double FirstShare = 0.1;

    private const int MostTrials = 30;

    private readonly Queue<(double[] Step, double[] Change, double Scale)> _pairs = new();
    private double[] _point = [];
    private double[] _gradient = [];

    /// <param name="gradient">As long as the point.</param>
    public delegate double Function(ReadOnlySpan<double> point, Span<double> gradient);

    public double Value { get; private set; }

    public ReadOnlySpan<double> Point => _point;

    public void Start(double[] point)
    {
        (_point, _gradient) = (point, new double[point.Length]);
        Value = evaluate(_point, _gradient);
        _pairs.Clear();
    }

    /// <summary>Takes one step; returns false where none leads down, which is at a minimum up to rounding.</summary>
    public bool Step()
    {
        var direction = Direction();
        var slope = Vectors.Dot(direction, _gradient);
        if (slope >= 0)
        {
            _pairs.Clear();
            direction = Array.ConvertAll(_gradient, value => -value);
            slope = -Vectors.Dot(_gradient, _gradient);
        }

        // Without a memory the gradient says nothing about lengths: the first step is a share of the point's.
        var length = _pairs.Count == 0 ? FirstShare * Vectors.Norm(_point) / Math.Sqrt(-slope) : 1.0;
        for (var trial = 0; trial < MostTrials && slope < 0; trial++)
        {
            var (point, gradient) = ((double[])_point.Clone(), new double[_point.Length]);
            Vectors.AddScaled(point, length, direction);
            var value = evaluate(point, gradient);
            if (value <= Value + (Sufficient * length * slope) && value < Value)
            {
                Remember(point, gradient);
                (_point, _gradient, Value) = (point, gradient, value);
                return true;
            }

            // The lowest point of the parabola through both values and the slope.
            var parabola = double.IsFinite(value) ? -slope * length * length / (2 * (value - Value - (slope * length))) : 0;
            length = Math.Clamp(parabola, 0.1 * length, 0.5 * length);
        }

        return false;
    }

    private void Remember(double[] point, double[] gradient)
    {
        var (step, change) = ((double[])point.Clone(), (double[])gradient.Clone());
        Vectors.AddScaled(step, -1, _point);
        Vectors.AddScaled(change, -1, _gradient);
        var product = Vectors.Dot(step, change);
        // Where the curvature is not positive, the pair would make the next direction lead up.
        if (product <= 1e-12 * Vectors.Norm(step) * Vectors.Norm(change))
            return;
        if (_pairs.Count == Memory)
            _pairs.Dequeue();
        _pairs.Enqueue((step, change, 1 / product));
    }

    // −H∇f by the two loops over the pairs that are remembered.
    private double[] Direction()
    {
        var direction = Array.ConvertAll(_gradient, value => -value);
        var pairs = _pairs.ToArray();
        var weights = new double[pairs.Length];
        for (var index = pairs.Length - 1; index >= 0; index--)
        {
            weights[index] = pairs[index].Scale * Vectors.Dot(pairs[index].Step, direction);
            Vectors.AddScaled(direction, -weights[index], pairs[index].Change);
        }

        if (pairs is [.., var last])
        {
            var scale = 1 / (last.Scale * Vectors.Dot(last.Change, last.Change));
            foreach (ref var value in direction.AsSpan())
                value *= scale;
        }

        for (var index = 0; index < pairs.Length; index++)
            Vectors.AddScaled(direction, weights[index] - (pairs[index].Scale * Vectors.Dot(pairs[index].Change, direction)), pairs[index].Step);
        return direction;
    }
}
