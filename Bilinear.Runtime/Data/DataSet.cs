using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bilinear.Tensors;

namespace Bilinear.Data;

/// <summary>Samples, and what they should give at one output of a model or at several, all of it finite. Arrays that it is made from are used, not copied.</summary>
public sealed class DataSet
{
    private readonly Samples _samples;

    private DataSet(string name, IReadOnlyList<int> sampleShape, Samples samples, IReadOnlyList<DataTarget> targets)
    {
        (Name, SampleShape, Targets, _samples) = (name, sampleShape, targets, samples);
        if (targets.Count == 0)
            throw new ArgumentException($"{name} has no targets: it needs some for one output at least.", nameof(targets));
        if (targets.GroupBy(target => target.Output).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"{name} has two targets {(twice.Key.Length == 0 ? "that name no output" : $"of {twice.Key}")}: each names another output.", nameof(targets));
        foreach (var target in targets)
            target.Fit(name, Count);
        if (samples.FindNotFinite(sampleShape) is { } wrong)
            throw new NotFiniteException($"{name} cannot be used: its inputs hold {wrong}. Replace what is no finite number, or leave the sample out.");
    }

    /// <summary>For a person, and for the files that training writes: <c>digits, train</c>.</summary>
    public string Name { get; }

    public int Count => _samples.Count;

    /// <summary>Of one sample's input.</summary>
    public IReadOnlyList<int> SampleShape { get; }

    /// <summary>Elements of one sample's input.</summary>
    public int SampleLength => _samples.Length;

    /// <summary>What the samples should give, an item for each output that the data set knows.</summary>
    public IReadOnlyList<DataTarget> Targets { get; }

    /// <summary>Of the first target: labels are less than this; zero where its targets are floats.</summary>
    public int Classes => Targets[0].Classes;

    /// <summary>Of the first target: the class of every sample; empty where its targets are floats.</summary>
    public ReadOnlySpan<int> Labels => Targets[0].Labels;

    /// <summary>The SHA-256 of shapes, inputs and targets, in hexadecimal.</summary>
    public string Checksum => field ??= ComputeChecksum();

    /// <summary>Handwritten digits, embedded: 8×8 pixels in 0 … 1; every fifth sample, from the first, is a test sample.</summary>
    public static (DataSet Train, DataSet Test) Digits() => DigitsData.Read();

    /// <summary>MNIST: 60000 and 10000 handwritten digits of 28×28 pixels in 0 … 1.</summary>
    /// <param name="folder">That of the four IDX files, compressed or not; if left out, <c>mnist</c> in the folder that the environment variable BILINEAR_DATA names, or where <c>bmlp data mnist</c> puts it.</param>
    /// <exception cref="IdxException">A file is cut off, or is not of this data set.</exception>
    /// <exception cref="IOException">A file is missing, or cannot be read.</exception>
    public static (DataSet Train, DataSet Test) Mnist(string? folder = null) => IdxFolder.Mnist.Read(folder);

    /// <summary>Fashion-MNIST: 60000 and 10000 articles of clothing of 28×28 pixels in 0 … 1.</summary>
    /// <inheritdoc cref="Mnist"/>
    public static (DataSet Train, DataSet Test) FashionMnist(string? folder = null) => IdxFolder.FashionMnist.Read(folder);

    /// <summary>Pictures of one's own, or of another data set, in four files such as MNIST's.</summary>
    /// <param name="folder">That of the files, compressed or not: <c>train-images-idx3-ubyte</c>, <c>train-images.idx3-ubyte</c> or <c>emnist-letters-train-images-idx3-ubyte</c>, and so on.</param>
    /// <exception cref="IdxException">A file is cut off, or it is not clear which files are meant.</exception>
    /// <exception cref="IOException">A file is missing, or cannot be read.</exception>
    public static (DataSet Train, DataSet Test) FromIdx(string folder) => IdxFolder.Read(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), folder, known: null);

    /// <summary>Samples with a class each, or, for sequences, with one a position.</summary>
    /// <param name="inputs">[count, …sampleShape], row by row.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a label is outside 0 … classes − 1.</exception>
    /// <exception cref="NotFiniteException">An input is a NaN or infinite.</exception>
    public static DataSet Labelled(string name, IReadOnlyList<int> sampleShape, float[] inputs, int[] labels, int classes) =>
        Create(name, sampleShape, inputs, DataTarget.Labelled("", labels, classes, name));

    /// <param name="inputs">Bytes that stand for byte / <paramref name="divisor"/>; they are kept as they are.</param>
    /// <inheritdoc cref="Labelled(string, IReadOnlyList{int}, float[], int[], int)"/>
    public static DataSet Labelled(string name, IReadOnlyList<int> sampleShape, byte[] inputs, float divisor, int[] labels, int classes) =>
        Create(name, sampleShape, inputs, divisor, DataTarget.Labelled("", labels, classes, name));

    /// <summary>Samples with floats to be met, for mean squared error.</summary>
    /// <param name="inputs">[count, …sampleShape], row by row.</param>
    /// <param name="targets">As many for each sample.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    /// <exception cref="NotFiniteException">An input or a target is a NaN or infinite.</exception>
    public static DataSet Regression(string name, IReadOnlyList<int> sampleShape, float[] inputs, float[] targets) =>
        Create(name, sampleShape, inputs, DataTarget.Regression("", targets));

    /// <summary>Samples with targets for each of several outputs.</summary>
    /// <param name="inputs">[count, …sampleShape], row by row.</param>
    /// <param name="targets">Each of another output.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or two targets are of one output.</exception>
    /// <exception cref="NotFiniteException">An input or a target is a NaN or infinite.</exception>
    public static DataSet Create(string name, IReadOnlyList<int> sampleShape, float[] inputs, params DataTarget[] targets) =>
        new(name, sampleShape, new FloatSamples(inputs, LengthOf(name, sampleShape, inputs.Length)), targets);

    /// <param name="inputs">Bytes that stand for byte / <paramref name="divisor"/>; they are kept as they are.</param>
    /// <inheritdoc cref="Create(string, IReadOnlyList{int}, float[], DataTarget[])"/>
    public static DataSet Create(string name, IReadOnlyList<int> sampleShape, byte[] inputs, float divisor, params DataTarget[] targets) =>
        new(name, sampleShape, new ByteSamples(inputs, LengthOf(name, sampleShape, inputs.Length), divisor), targets);

    /// <summary>The inputs of the samples <paramref name="first"/>, <paramref name="first"/> + 1, … as long as there is room.</summary>
    public void CopyInputs(int first, Span<float> destination)
    {
        for (var at = 0; at < destination.Length; at += SampleLength)
            _samples.Copy(first++, destination.Slice(at, SampleLength));
    }

    /// <summary>The inputs of these samples, in this order.</summary>
    public void GatherInputs(ReadOnlySpan<int> samples, Span<float> destination)
    {
        for (var i = 0; i < samples.Length; i++)
            _samples.Copy(samples[i], destination.Slice(i * SampleLength, SampleLength));
    }

    private static int LengthOf(string name, IReadOnlyList<int> sampleShape, int inputs)
    {
        if (sampleShape.Any(size => size < 1))
            throw new ArgumentException($"A sample of {name} cannot be [{string.Join(", ", sampleShape)}]: every size must be at least 1.", nameof(sampleShape));
        var length = sampleShape.Aggregate(1, (product, size) => checked(product * size));
        return inputs % length == 0
            ? length
            : throw new ArgumentException($"A sample of {name}, [{string.Join(", ", sampleShape)}], takes {length} elements, and {inputs} are not a whole number of samples.", nameof(inputs));
    }

    private string ComputeChecksum()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int[] sizes = [Count, .. SampleShape, .. Targets.SelectMany(target => new[] { target.Length, target.Classes })];
        hash.AppendData(MemoryMarshal.AsBytes(sizes.AsSpan()));
        _samples.Hash(hash);
        foreach (var target in Targets)
            target.Hash(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
