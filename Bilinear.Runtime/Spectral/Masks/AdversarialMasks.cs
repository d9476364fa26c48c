using System.Collections;
using Bilinear.Data;
using Bilinear.Kernels;
using Bilinear.Linalg;
using Bilinear.Spectral.Masks;

namespace Bilinear.Spectral;

/// <summary>
/// Adversarial masks from weights alone: with P the first positive eigenvectors of all outputs, one a row, the mask of eigenvector i is the i-th column
/// of the pseudoinverse P⁺. For spectra of the input basis P is over the mask's pixels, and v_j·mask_i = δ_ij there: a mask raises one projection and no
/// other. For those of the latent basis P is over h, where δ_ij holds, and the column is seen in the input through W_eᵀ, as in the literature. Data give a
/// mask's sign, by which the mean of v·ĥ over the samples of other classes is positive, and say which pixels are dark.
/// </summary>
public sealed class AdversarialMasks : IReadOnlyList<AdversarialMask>
{
    private readonly AdversarialMask[] _masks;

    private AdversarialMasks(EigenSpectra spectra, DataSet data, MaskOptions options, int[] pixels, MaskBasis basis, AdversarialMask[] masks) =>
        (Spectra, Data, Options, Pixels, Basis, _masks) = (spectra, data, options, pixels, basis, masks);

    public EigenSpectra Spectra { get; }

    public MaskOptions Options { get; }

    /// <summary>The pixels that masks change, in ascending order.</summary>
    public IReadOnlyList<int> Pixels { get; }

    public int Count => _masks.Length;

    /// <exception cref="ArgumentOutOfRangeException">There is no such mask.</exception>
    public AdversarialMask this[int index] => index >= 0 && index < Count
        ? _masks[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There is no mask {index}: there are {Count}, counted from 0.");

    /// <summary>The samples that signs and the means of pixels are from.</summary>
    internal DataSet Data { get; }

    internal MaskBasis Basis { get; }

    /// <summary>Makes the masks of a classifier.</summary>
    /// <param name="spectra">The spectra of the whole model.</param>
    /// <param name="data">Samples with classes, for signs and the means of pixels: mostly the training data.</param>
    /// <exception cref="InvalidOperationException">The spectra are not the whole model: it has more layers, or a norm.</exception>
    /// <exception cref="ArgumentException">The data have no classes or another shape, no pixel is dark enough, no eigenvalue is positive, or the eigenvectors cannot be told apart in the pixels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is below 1.</exception>
    public static AdversarialMasks Of(EigenSpectra spectra, DataSet data, MaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        if (!spectra.IsWholeModel)
            throw new InvalidOperationException($"{spectra.Model.Name} has no masks by `{spectra.Name}`: {spectra.Caveat ?? "it is no output of the model."} Only a model of one bilinear layer between linear ones, without a norm, is the sum of its eigenvectors.");
        if (options.Keep < 1 || options.PerOutput < 1)
            throw new ArgumentOutOfRangeException(nameof(options), "Masks are made of at least one eigenvector of each output, and there is at least one mask of each.");
        using var entered = spectra.Workers.Enter();
        var means = ClassMeans.Of(spectra.Model, spectra.Port!.Value, data);
        int[] pixels = [.. Enumerable.Range(0, data.SampleLength).Where(pixel => options.MeanBelow is not { } limit || means.OfAll[pixel] < limit)];
        if (pixels.Length == 0)
            throw new ArgumentException(FormattableString.Invariant($"No pixel of {data.Name} has a mean below {options.MeanBelow}, the smallest is {means.OfAll.Min():G3}: give a larger number."), nameof(options));

        var basis = MaskBasis.Of(spectra, options.Keep, pixels);
        return new AdversarialMasks(spectra, data, options, pixels, basis, [.. basis.Pairs.Index().Where(pair => pair.Item.Rank <= options.PerOutput).Select(pair => Mask(spectra, basis, pair.Index, means, pixels, options))]);
    }

    /// <summary>Measures what masks of standard deviations from 0 to 0.3 do to a model's answers, beside the permuted ones, in one pass over the data.</summary>
    /// <exception cref="ArgumentException">The samples have another shape, or no classes.</exception>
    public MaskCurve Measure(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var entered = Spectra.Workers.Enter();
        return MaskCurve.Of(this, new MaskPass(Spectra, this, data, ClassMeans.LabelsOf(Spectra.Model, Spectra.Port!.Value, data)).Run(), data);
    }

    public IEnumerator<AdversarialMask> GetEnumerator() => _masks.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static AdversarialMask Mask(EigenSpectra spectra, MaskBasis basis, int index, ClassMeans means, int[] pixels, MaskOptions options)
    {
        var (output, rank, value) = basis.Pairs[index];
        var pairs = spectra.Pairs[output];
        var offset = Vectors.Dot(pairs.Vectors.Row(pairs.Values.Count - rank), spectra.Forms.Offset);
        var sign = Vectors.Dot(basis.Vectors.Row(index), means.OfOthers(output)) + offset < 0 ? -1 : 1;
        double[] kept = [.. pixels.Select(pixel => sign * basis.Duals[index, pixel])];
        var mean = kept.Average();
        var deviation = Math.Sqrt(kept.Average(each => (each - mean) * (each - mean)));

        // A mask of one pixel does not deviate: its size stands for that.
        var size = deviation > 0 ? deviation : Vectors.MaxMagnitude(kept);
        if (size == 0)
            throw new ArgumentException($"The mask of the {AdversarialMask.Ranked(rank)} positive eigenvalue of output {output} is zero: {spectra.Model.Name} does not see the {pixels.Length} pixels that it may change. Let masks have more pixels.", nameof(options));
        var order = new int[pixels.Length];
        Permutation.Fill(order, options.Seed, Philox.MaskStream, row: (uint)index);
        var (values, permuted) = (new double[basis.Vectors.Columns], new double[basis.Vectors.Columns]);
        for (var place = 0; place < pixels.Length; place++)
            (values[pixels[place]], permuted[pixels[place]]) = (kept[place] / size, kept[order[place]] / size);
        return new AdversarialMask(output, rank, value, [.. basis.Vectors.Row(index).ToArray().Select(each => sign * each)], values, permuted);
    }
}
