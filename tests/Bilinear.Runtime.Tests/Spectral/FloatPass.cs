using Bilinear.Data;
using Bilinear.Serialization;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>Forward passes of one-layer models in float by plain loops, which add every sum from its first term to its last: [samples · outputs].</summary>
internal static class FloatPass
{
    public static float[] Whole(OneLayer model, DataSet data) => Each(data, x =>
        Layers(Affine(model.Embed, model.EmbedBias, x), model.Body, model.BodyBias, model.Head, model.HeadBias));

    /// <summary>The model of a file that a truncation wrote.</summary>
    public static float[] Truncated(string path, DataSet data)
    {
        using var file = SafeTensorsFile.Open(path);
        var (body, head) = (file.ReadFloats("body.weight"), file.ReadFloats("head.weight"));
        var bias = file.Tensors.ContainsKey("body.bias") ? file.ReadFloats("body.bias") : null;
        return Each(data, x => Layers(x, body, bias, head, null));
    }

    private static float[] Each(DataSet data, Func<float[], float[]> forward)
    {
        var inputs = new float[data.Count * data.SampleLength];
        data.CopyInputs(0, inputs);
        return [.. inputs.Chunk(data.SampleLength).SelectMany(forward)];
    }

    private static float[] Layers(float[] h, float[] body, float[]? bias, float[] head, float[]? headBias)
    {
        var both = Affine(body, bias, h);
        var m = both.Length / 2;
        return Affine(head, headBias, [.. Enumerable.Range(0, m).Select(unit => both[unit] * both[m + unit])]);
    }

    private static float[] Affine(float[] weight, float[]? bias, float[] x)
    {
        var result = new float[weight.Length / x.Length];
        for (var row = 0; row < result.Length; row++)
        {
            var sum = 0f;
            for (var column = 0; column < x.Length; column++)
                sum += weight[(row * x.Length) + column] * x[column];
            result[row] = sum + (bias?[row] ?? 0);
        }

        return result;
    }
}
