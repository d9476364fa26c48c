using Bilinear.Linalg;
using Bilinear.Spectral.Forms;
using Bilinear.Tensors;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// A model of one bilinear layer in the coordinates of its input, which all models of that input share:
/// y_c = Σ_a U_ca (w̃_a·x)(ṽ_a·x) + 2q̃_c·x + c_c, with w̃_a = W_eᵀw_a and ṽ_a = W_eᵀv_a. Biases and residuals are in q̃ and c.
/// The tensor itself, B̃_c = Σ_a U_ca ½(w̃_a ṽ_aᵀ + ṽ_a w̃_aᵀ), is not built. All of y is over one power of two, near its largest
/// number: no cosine depends on it, and products of weights near either end of a float's range stay numbers.
/// </summary>
public sealed class InputTensor
{
    private InputTensor(ModelDescription model, FoldedPath path)
    {
        var forms = QuadraticForms.Of(path, SpectrumBasis.Latent, BiasTreatment.Separate);
        (Model, W, V, U) = (model, Copy(path.W), Copy(path.V), Copy(path.U));
        Linear = new Matrix(Outputs, Inputs);
        (Constants, Traces) = (new double[Outputs], new double[Outputs]);
        for (var output = 0; output < Outputs; output++)
        {
            forms.Linear(output).CopyTo(Linear.MutableRow(output));
            Constants[output] = forms.Constant(output);
        }

        Scale();
        double[] products = [.. Enumerable.Range(0, W.Rows).Select(unit => Vectors.Dot(W.Row(unit), V.Row(unit)))];
        for (var output = 0; output < Outputs; output++)
            Traces[output] = Vectors.Dot(U.Row(output), products);
    }

    public ModelDescription Model { get; }

    /// <summary>n, the number of inputs.</summary>
    public int Inputs => W.Columns;

    public int Outputs => U.Rows;

    /// <summary>w̃_a, [m, n].</summary>
    internal Matrix W { get; }

    /// <summary>ṽ_a, [m, n].</summary>
    internal Matrix V { get; }

    /// <summary>[outputs, m].</summary>
    internal Matrix U { get; }

    /// <summary>q̃_c, [outputs, n].</summary>
    internal Matrix Linear { get; }

    /// <summary>c_c.</summary>
    internal double[] Constants { get; }

    /// <summary>tr B̃_c = Σ_a U_ca w̃_a·ṽ_a.</summary>
    internal double[] Traces { get; }

    /// <summary>What compares it: the threads of the weights' device.</summary>
    internal Workers Workers { get; } = Workers.Current;

    /// <summary>Reads the tensor of a model from its weights.</summary>
    /// <param name="path">The path from the model's input to its output, as a plan has it: <c>Mnist.HeadEigenPlan.Path</c>.</param>
    /// <exception cref="InvalidOperationException">The path is not the whole model: it has more layers, or a norm.</exception>
    /// <exception cref="ArgumentException">A weight is NaN or infinite.</exception>
    public static InputTensor Of(ModelWeights weights, QuadraticPath path)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(path);
        return Of(ParameterReader.Of(weights), path);
    }

    // W, V and the rest over a power of two each; what is taken from W and V goes into U.
    private void Scale()
    {
        var exponent = Vectors.DivideByPowerOfTwo(W.Values) + Vectors.DivideByPowerOfTwo(V.Values);
        Vectors.Scale(U.Values, exponent);
        var largest = new[] { U.Values, Linear.Values, Constants }.Max(values => Vectors.MaxMagnitude(values));
        var common = largest is > 0 and < double.PositiveInfinity ? -Math.ILogB(largest) : 0;
        foreach (var values in new[] { U.Values, Linear.Values, Constants })
            Vectors.Scale(values, common);
    }

    private static Matrix Copy(Matrix matrix) => new(matrix.Rows, matrix.Columns, matrix.ToArray());

    internal static InputTensor Of(ParameterReader parameters, QuadraticPath path)
    {
        if (path is not { FromInput: true, ToOutput: not null, Caveat: null })
            throw new InvalidOperationException($"{parameters.Model.Name} cannot be compared as a tensor: {path.Caveat ?? "its path ends before an output of the model."} Only a model of one bilinear layer between linear ones, without a norm, is one third-order tensor of its input.");
        using var entered = parameters.Workers.Enter();
        var folded = FoldedPath.Read(parameters, path);
        var tensor = new InputTensor(parameters.Model, QuadraticForms.Substitute(folded, folded.E) with
        {
            E = Matrix.Identity(folded.E.Columns),
            InputOffset = new double[folded.E.Columns],
        });
        return new[] { tensor.W, tensor.V, tensor.U }.All(part => Finite.FirstNot<double>(part.Values) < 0)
            ? tensor
            : throw new ArgumentException($"The weights of {parameters.Model.Name} hold a NaN or an infinity. Were they trained to NaN?", "weights");
    }
}
