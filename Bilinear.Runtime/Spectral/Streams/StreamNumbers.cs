using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Streams;

/// <summary>A model of texts with its numbers, in double: the norms' gains are folded into the weights behind them.</summary>
internal sealed class StreamNumbers
{
    public StreamNumbers(ParameterReader parameters, ResidualStream stream)
    {
        Stream = stream;
        Embedding = parameters.Weight(stream.Embedding);
        Branches = [.. stream.Branches.Select(branch => branch switch
        {
            AttentionBranch attention => (IBranchNumbers)new AttentionNumbers(parameters, attention),
            GatedBranch gated => new GatedNumbers(parameters, gated),
            _ => throw new ArgumentException($"`{branch.Name}` is a {branch.GetType().Name}, which nothing is known of here.", nameof(stream)),
        })];
        Head = Norms.Folded(parameters, stream.Norm, parameters.Weight(stream.Head.Weight));
        HeadBias = parameters.Bias(stream.Head.Bias, Head.Rows);
    }

    public ResidualStream Stream { get; }

    /// <summary>[vocabulary, d].</summary>
    public Matrix Embedding { get; }

    public IReadOnlyList<IBranchNumbers> Branches { get; }

    /// <summary>[outputs, d]: a row for each logit, over the stream divided by r.</summary>
    public Matrix Head { get; }

    /// <summary>One number for each logit.</summary>
    public double[] HeadBias { get; }

    /// <summary>ũ: a direction among the logits as one of the residual stream, over r.</summary>
    public double[] InStream(Direction direction)
    {
        var inStream = new double[Head.Columns];
        for (var row = 0; row < Head.Rows; row++)
        {
            if (direction.Coefficients[row] is var coefficient && coefficient != 0)
                Vectors.AddScaled(inStream, coefficient, Head.Row(row));
        }

        return inStream;
    }
}
