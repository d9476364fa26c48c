using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bilinear.Tensors;

namespace Bilinear.Data;

/// <summary>Samples and what they should give: class labels, or floats, all of them finite. Arrays that it is made from are used, not copied.</summary>
public sealed class DataSet
{
    private readonly Samples _samples;
    private readonly int[] _labels;
    private readonly float[] _targets;

    private DataSet(string name, IReadOnlyList<int> sampleShape, Samples samples, int[] labels, float[] targets, int classes)
    {
        (Name, SampleShape, Classes) = (name, sampleShape, classes);
        (_samples, _labels, _targets) = (samples, labels, targets);
        if (Count == 0 || (labels.Length + targets.Length) % Count != 0)
            throw new ArgumentException($"{name} has {Count} samples of {SampleLength} and {labels.Length + targets.Length} targets: there must be at least one sample, and as many targets for each.");
        if (samples.FindNotFinite(sampleShape) is { } wrongInput)
            throw NotFinite("inputs", wrongInput);
        if (Finite.FindInSamples(targets, [TargetLength]) is { } wrongTarget)
            throw NotFinite("targets", wrongTarget);

        NotFiniteException NotFinite(string part, string found) =>
            new($"{name} cannot be used: its {part} hold {found}. Replace what is no finite number, or leave the sample out.");
    }

    /// <summary>For a person, and for the files that training writes: <c>digits, train</c>.</summary>
    public string Name { get; }

    public int Count => _samples.Count;

    /// <summary>Of one sample's input.</summary>
    public IReadOnlyList<int> SampleShape { get; }

    /// <summary>Elements of one sample's input.</summary>
    public int SampleLength => _samples.Length;

    /// <summary>Labels are less than this; zero where the targets are floats.</summary>
    public int Classes { get; }

    /// <summary>Targets of one sample.</summary>
    public int TargetLength => (_labels.Length + _targets.Length) / Count;

    /// <summary>The class of every sample; empty where the targets are floats.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>[count, target length]; empty where the targets are labels.</summary>
    public ReadOnlySpan<float> Targets => _targets;

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
        Labelled(name, sampleShape, new FloatSamples(inputs, LengthOf(name, sampleShape, inputs.Length)), labels, classes);

    /// <param name="inputs">Bytes that stand for byte / <paramref name="divisor"/>; they are kept as they are.</param>
    /// <inheritdoc cref="Labelled(string, IReadOnlyList{int}, float[], int[], int)"/>
    public static DataSet Labelled(string name, IReadOnlyList<int> sampleShape, byte[] inputs, float divisor, int[] labels, int classes) =>
        Labelled(name, sampleShape, new ByteSamples(inputs, LengthOf(name, sampleShape, inputs.Length), divisor), labels, classes);

    /// <summary>Samples with floats to be met, for mean squared error.</summary>
    /// <param name="inputs">[count, …sampleShape], row by row.</param>
    /// <param name="targets">As many for each sample.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    /// <exception cref="NotFiniteException">An input or a target is a NaN or infinite.</exception>
    public static DataSet Regression(string name, IReadOnlyList<int> sampleShape, float[] inputs, float[] targets) =>
        new(name, sampleShape, new FloatSamples(inputs, LengthOf(name, sampleShape, inputs.Length)), [], targets, classes: 0);

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

    /// <summary>Their labels.</summary>
    public void GatherLabels(ReadOnlySpan<int> samples, Span<int> destination) => Gather(_labels, samples, destination);

    /// <summary>Their targets.</summary>
    public void GatherTargets(ReadOnlySpan<int> samples, Span<float> destination) => Gather(_targets, samples, destination);

    private static DataSet Labelled(string name, IReadOnlyList<int> sampleShape, Samples samples, int[] labels, int classes)
    {
        if (classes < 1)
            throw new ArgumentException($"{name} has {classes} classes: there must be at least one.", nameof(classes));
        var wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, classes - 1);
        if (wrong >= 0 && LabelsFromOne.Are(labels, classes))
            throw new ArgumentException($"{name}: {LabelsFromOne.Problem(classes)}.", nameof(labels));
        return wrong < 0
            ? new DataSet(name, sampleShape, samples, labels, [], classes)
            : throw new ArgumentException($"The label {labels[wrong]} at {wrong} of {name} is not one of {classes} classes, 0 … {classes - 1}.", nameof(labels));
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

    private void Gather<T>(T[] source, ReadOnlySpan<int> samples, Span<T> destination)
    {
        var length = TargetLength;
        for (var i = 0; i < samples.Length; i++)
            source.AsSpan(samples[i] * length, length).CopyTo(destination[(i * length)..]);
    }

    private string ComputeChecksum()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int[] sizes = [Count, .. SampleShape, TargetLength, Classes];
        hash.AppendData(MemoryMarshal.AsBytes(sizes.AsSpan()));
        _samples.Hash(hash);
        hash.AppendData(MemoryMarshal.AsBytes(_labels.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_targets.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
