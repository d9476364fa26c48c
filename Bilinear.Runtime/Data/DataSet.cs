using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bilinear.Kernels;
using Bilinear.Serialization;
using Bilinear.Tensors;

namespace Bilinear.Data;

/// <summary>Holds samples and their targets for one or several outputs of a model. All of its numbers are finite. The arrays that it is made from are used, not copied.</summary>
public sealed class DataSet
{
    private readonly Samples _samples;

    // Samples of floats have targets beside them; texts have their own.
    private DataSet(string name, TextSamples texts) =>
        (Name, SampleShape, Texts, Targets, _samples) = (name, [texts.Context], texts, [], new NoSamples(texts));

    // Labels are the targets of one method, and floats those of another.
    private DataSet(string name, IReadOnlyList<int> sampleShape, Samples samples, IReadOnlyList<DataTarget> targets, string targetsParameter)
    {
        (Name, SampleShape, _samples) = (name, [.. sampleShape], samples);
        if (targets.Count == 0 || targets.Contains(null!))
            throw new ArgumentException($"{name} has no targets, or one that is null: it needs targets for at least one output.", targetsParameter);
        if (targets.GroupBy(target => target.Output).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"{name} has two targets {(twice.Key.Length == 0 ? "that name no output" : $"of {twice.Key}")}: each names another output.", targetsParameter);
        Targets = [.. targets.Select(target => target.For(name, Count, SampleLength, targetsParameter))];
        if (samples.FindNotFinite(sampleShape) is { } wrong)
            throw new NotFiniteException($"{name} cannot be used: its inputs hold {wrong}. Replace what is no finite number, or leave the sample out.");
    }

    private DataSet(string name, DataSet all, int[] samples)
    {
        (Name, SampleShape, Schema) = (name, all.SampleShape, all.Schema);
        Texts = all.Texts is { } texts ? new SelectedTexts(texts, samples) : null;
        _samples = Texts is null ? new SelectedSamples(all._samples, samples) : new NoSamples(Texts);
        Targets = [.. all.Targets.Select(target => target.Select(samples))];
    }

    private DataSet(DataSet same) => (Name, SampleShape, _samples, Targets, Texts) = (same.Name, same.SampleShape, same._samples, same.Targets, same.Texts);

    /// <summary>The name of the data set, such as <c>digits, train</c>, which messages and the files that training writes show.</summary>
    public string Name { get; }

    public int Count => _samples.Count;

    /// <summary>The shape of one sample's input.</summary>
    public IReadOnlyList<int> SampleShape { get; }

    /// <summary>The number of elements of one sample's input.</summary>
    public int SampleLength => _samples.Length;

    /// <summary>The texts, for a model that takes tokens, with their targets; null for a data set of floats. <see cref="Count"/> counts their pieces, and what gives floats or labels has none.</summary>
    public TextSamples? Texts { get; }

    /// <summary>The targets of the samples, one item for each output that the data set knows; none for texts, which have their own.</summary>
    public IReadOnlyList<DataTarget> Targets { get; }

    /// <summary>The number of classes of the first target, which its labels are below; zero if its targets are floats.</summary>
    public int Classes => Texts?.Vocabulary ?? Targets[0].Classes;

    /// <summary>The labels of the first target, which are the class of every sample; empty if its targets are floats.</summary>
    public ReadOnlySpan<int> Labels => Texts is null ? Targets[0].Labels : [];

    /// <summary>The SHA-256 of shapes, inputs and targets, in hexadecimal.</summary>
    public string Checksum => field ??= ComputeChecksum();

    /// <summary>What the inputs and classes are called, and how the inputs were made; null where that is not known.</summary>
    public DataSchema? Schema { get; private init; }

    /// <summary>Gives the same samples with names for their inputs and classes, which training carries into the weights and pages show.</summary>
    /// <exception cref="ArgumentException">The schema has another number of inputs or fewer classes.</exception>
    public DataSet With(DataSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Columns.Count > 0 && schema.InputNames.Count != SampleLength)
            throw new ArgumentException($"{Name} has {SampleLength} inputs a sample, and the schema names {schema.InputNames.Count}.", nameof(schema));
        if (schema.Classes.Count > 0 && schema.Classes.Count < Classes)
            throw new ArgumentException($"{Name} has {Classes} classes, and the schema names {schema.Classes.Count}.", nameof(schema));
        return new DataSet(this) { Schema = schema };
    }

    /// <summary>Reads the handwritten digits that are embedded in the package: 8×8 pixels in 0 … 1. Every fifth sample, from the first, is a test sample.</summary>
    public static (DataSet Train, DataSet Test) Digits() => DigitsData.Read();

    /// <summary>Reads MNIST: 60000 and 10000 handwritten digits of 28×28 pixels in 0 … 1.</summary>
    /// <param name="folder">The folder of the four IDX files, compressed or not. Null takes <c>mnist</c> in the folder that the environment variable BILINEAR_DATA names, or the folder that <c>bmlp data mnist</c> fetches to.</param>
    /// <exception cref="IdxException">A file is cut off, or belongs to another data set.</exception>
    /// <exception cref="IOException">A file is missing, or cannot be read.</exception>
    public static (DataSet Train, DataSet Test) Mnist(string? folder = null) => IdxFolder.Mnist.Read(folder);

    /// <summary>Reads Fashion-MNIST: 60000 and 10000 articles of clothing of 28×28 pixels in 0 … 1.</summary>
    /// <inheritdoc cref="Mnist"/>
    public static (DataSet Train, DataSet Test) FashionMnist(string? folder = null) => IdxFolder.FashionMnist.Read(folder);

    /// <summary>Reads pictures of any data set that has four files such as MNIST's.</summary>
    /// <param name="folder">The folder of the files, which may be compressed and are called <c>train-images-idx3-ubyte</c>, <c>train-images.idx3-ubyte</c> or <c>emnist-letters-train-images-idx3-ubyte</c>, and so on.</param>
    /// <exception cref="IdxException">A file is cut off, or it is not clear which files are meant.</exception>
    /// <exception cref="IOException">A file is missing, or cannot be read.</exception>
    public static (DataSet Train, DataSet Test) FromIdx(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return IdxFolder.Read(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), folder, known: null);
    }

    /// <summary>
    /// Makes a data set of a <c>.safetensors</c> file whose samples stay in the file, so that there may be more of them than memory holds.
    /// Results are those of the same samples in an array, to the last bit. The file is open as long as the data set is used, and must
    /// not change. Making the data set, and its <see cref="Checksum"/>, each read the file once.
    /// </summary>
    /// <param name="path">A file with <c>input</c> [N, …], floats, or bytes that stand for byte / 255, and <c>target</c> [N, …], whole numbers for classes or floats; for a model of several outputs <c>target.NAME</c> for each.</param>
    /// <param name="name">The name of the data set; null for the file's.</param>
    /// <param name="classes">The number of classes of the targets that are whole numbers; null for one more than the largest.</param>
    /// <exception cref="SafeTensorsException">The file is damaged, or lacks a tensor, or a tensor has another type or shape.</exception>
    /// <exception cref="IOException">The file does not exist, or cannot be read.</exception>
    /// <exception cref="ArgumentException">A label is none of the classes.</exception>
    /// <exception cref="NotFiniteException">An input or a target is a NaN or infinite.</exception>
    public static DataSet FromFile(string path, string? name = null, int? classes = null)
    {
        return FromFile(SafeTensorsFile.Open(path), name ?? Path.GetFileName(path), classes);
    }

    /// <summary>As <see cref="FromFile(string, string?, int?)"/>, of a file in whatever format: of NumPy's, one tensor at a time is in memory.</summary>
    /// <param name="file">The data set's from here on; it is disposed where it is refused.</param>
    internal static DataSet FromFile(TensorFile file, string name, int? classes = null)
    {
        try
        {
            var (shape, samples) = TensorDataSet.SamplesOf(file);
            return new DataSet(name, shape, samples, TensorDataSet.TargetsOf(file, samples.Count, classes), nameof(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Makes a data set whose samples have a class each, or, for sequences, a class for each position.</summary>
    /// <param name="inputs">[count, …sampleShape], row by row.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a label is outside 0 … classes − 1.</exception>
    /// <exception cref="NotFiniteException">An input is a NaN or infinite.</exception>
    public static DataSet Labelled(string name, IReadOnlyList<int> sampleShape, float[] inputs, int[] labels, int classes)
    {
        var samples = Floats(name, sampleShape, inputs);
        return new DataSet(name, sampleShape, samples, [DataTarget.Labelled("", labels, classes, name)], nameof(labels));
    }

    /// <param name="inputs">Bytes, each of which stands for byte / <paramref name="divisor"/>; they are kept as bytes.</param>
    /// <inheritdoc cref="Labelled(string, IReadOnlyList{int}, float[], int[], int)"/>
    public static DataSet Labelled(string name, IReadOnlyList<int> sampleShape, byte[] inputs, float divisor, int[] labels, int classes)
    {
        var samples = Bytes(name, sampleShape, inputs, divisor);
        return new DataSet(name, sampleShape, samples, [DataTarget.Labelled("", labels, classes, name)], nameof(labels));
    }

    /// <summary>Makes a data set whose targets are floats, for mean squared error.</summary>
    /// <param name="inputs">[count, …sampleShape], row by row.</param>
    /// <param name="targets">The targets, equally many for each sample.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    /// <exception cref="NotFiniteException">An input or a target is a NaN or infinite.</exception>
    public static DataSet Regression(string name, IReadOnlyList<int> sampleShape, float[] inputs, float[] targets)
    {
        var samples = Floats(name, sampleShape, inputs);
        ArgumentNullException.ThrowIfNull(targets);
        return new DataSet(name, sampleShape, samples, [DataTarget.Regression("", targets)], nameof(targets));
    }

    /// <summary>Makes a data set of texts, for a model that takes tokens.</summary>
    /// <param name="texts">The pieces that are samples; read as they are needed.</param>
    /// <exception cref="ArgumentException">There is no text.</exception>
    public static DataSet OfTexts(string name, TextSamples texts)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Count > 0 ? new DataSet(name, texts) : throw new ArgumentException($"{name} has no text: there must be at least one.", nameof(texts));
    }

    /// <summary>Makes a data set of texts that are in memory.</summary>
    /// <param name="vocabulary">The number of different tokens.</param>
    /// <param name="context">The most positions of a text.</param>
    /// <param name="tokens">The token at each position, an array for each text.</param>
    /// <param name="targets">The token that comes next at each position, or −1 for a position that counts nowhere.</param>
    /// <exception cref="ArgumentException">There is no text, one is empty or too long, or a token or a target is not one of the vocabulary.</exception>
    public static DataSet OfTexts(string name, int vocabulary, int context, IReadOnlyList<int[]> tokens, IReadOnlyList<int[]> targets)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count != tokens.Count)
            throw new ArgumentException($"{name} has {tokens.Count} texts and the targets of {targets.Count}.", nameof(targets));
        for (var text = 0; text < tokens.Count; text++)
        {
            if (tokens[text].Length < 1 || tokens[text].Length > context)
                throw new ArgumentException($"Text {text} of {name} has {tokens[text].Length} tokens, and a text has from 1 to {context}.", nameof(tokens));
            if (targets[text].Length != tokens[text].Length)
                throw new ArgumentException($"Text {text} of {name} has {tokens[text].Length} tokens and {targets[text].Length} targets: each position has one.", nameof(targets));
            if (tokens[text].AsSpan().IndexOfAnyExceptInRange(0, vocabulary - 1) is >= 0 and var wrong)
                throw new ArgumentException($"Token {tokens[text][wrong]} at position {wrong} of text {text} of {name} is not one of the vocabulary, 0 … {vocabulary - 1}.", nameof(tokens));
            if (targets[text].AsSpan().IndexOfAnyExceptInRange(-1, vocabulary - 1) is >= 0 and var target)
                throw new ArgumentException($"Target {targets[text][target]} at position {target} of text {text} of {name} is not one of the vocabulary, 0 … {vocabulary - 1}, nor −1 for none.", nameof(targets));
        }
        return OfTexts(name, new TextArrays(vocabulary, context, tokens, targets));
    }

    /// <summary>Makes a data set with targets for each of several outputs.</summary>
    /// <param name="inputs">[count, …sampleShape], row by row.</param>
    /// <param name="targets">The targets of each output.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or two targets belong to one output.</exception>
    /// <exception cref="NotFiniteException">An input or a target is a NaN or infinite.</exception>
    public static DataSet Create(string name, IReadOnlyList<int> sampleShape, float[] inputs, params DataTarget[] targets)
    {
        var samples = Floats(name, sampleShape, inputs);
        ArgumentNullException.ThrowIfNull(targets);
        return new DataSet(name, sampleShape, samples, targets, nameof(targets));
    }

    /// <param name="inputs">Bytes, each of which stands for byte / <paramref name="divisor"/>; they are kept as bytes.</param>
    /// <inheritdoc cref="Create(string, IReadOnlyList{int}, float[], DataTarget[])"/>
    public static DataSet Create(string name, IReadOnlyList<int> sampleShape, byte[] inputs, float divisor, params DataTarget[] targets)
    {
        var samples = Bytes(name, sampleShape, inputs, divisor);
        ArgumentNullException.ThrowIfNull(targets);
        return new DataSet(name, sampleShape, samples, targets, nameof(targets));
    }

    /// <summary>Copies the inputs of the samples <paramref name="first"/>, <paramref name="first"/> + 1, … until the destination is full.</summary>
    /// <exception cref="ArgumentException">The destination has no room for a whole number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A sample is not one of the data set's.</exception>
    public void CopyInputs(int first, Span<float> destination)
    {
        if (destination.Length % SampleLength != 0)
            throw new ArgumentException($"A sample of {Name} has {SampleLength} elements, and {destination.Length} are not a whole number of samples.", nameof(destination));
        if (first < 0 || first > Count - destination.Length / SampleLength)
            throw new ArgumentOutOfRangeException(nameof(first), first, $"{Name} has the samples 0 … {Count - 1}, and {destination.Length / SampleLength} from {first} on are asked for.");
        for (var at = 0; at < destination.Length; at += SampleLength)
            _samples.Copy(first++, destination.Slice(at, SampleLength));
    }

    /// <summary>Copies the inputs of these samples, in this order.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A sample is not one of the data set's.</exception>
    public void GatherInputs(ReadOnlySpan<int> samples, Span<float> destination)
    {
        if (destination.Length / SampleLength < samples.Length)
            throw new ArgumentException($"{samples.Length} samples of {Name} have {(long)samples.Length * SampleLength} elements, and there is room for {destination.Length}.", nameof(destination));
        if (samples.IndexOfAnyExceptInRange(0, Count - 1) is >= 0 and var wrong)
            throw new ArgumentOutOfRangeException(nameof(samples), samples[wrong], $"{Name} has the samples 0 … {Count - 1}.");
        for (var i = 0; i < samples.Length; i++)
            _samples.Copy(samples[i], destination.Slice(i * SampleLength, SampleLength));
    }

    /// <summary>
    /// Divides the samples in two, at random: training on the first part alone keeps the second for validation, as
    /// <see cref="Training.TrainOptions.Validation"/> does. Each part keeps the order of the samples; the inputs are not copied.
    /// </summary>
    /// <param name="share">The share of the samples that are held out, above 0 and below 1: of n samples <paramref name="share"/>·n, rounded to the nearest whole number.</param>
    /// <param name="seed">Decides which.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share leaves one of the two parts without a sample.</exception>
    public (DataSet Training, DataSet Validation) Split(double share, ulong seed)
    {
        var held = share is > 0 and < 1 ? (int)Math.Round(share * Count, MidpointRounding.AwayFromZero) : 0;
        if (held < 1 || held >= Count)
            throw new ArgumentOutOfRangeException(nameof(share), share, $"{Name} has {Count} samples, and this share for validation is {(share >= 1 || held >= Count ? "all of them" : "none of them")}: it must be above 0 and below 1, and leave a sample in each part.");
        var order = new int[Count];
        Permutation.Fill(order, seed, Philox.ValidationStream);
        order.AsSpan(0, held).Sort();
        order.AsSpan(held).Sort();
        return (new DataSet($"{Name} but {held} for validation", this, order[held..]), new DataSet($"{Name}, {held} for validation", this, order[..held]));
    }

    private static FloatSamples Floats(string name, IReadOnlyList<int> sampleShape, float[] inputs) =>
        new(inputs, LengthOf(name, sampleShape, inputs));

    private static ByteSamples Bytes(string name, IReadOnlyList<int> sampleShape, byte[] inputs, float divisor) =>
        new(inputs, LengthOf(name, sampleShape, inputs), divisor);

    private static int LengthOf(string name, IReadOnlyList<int> sampleShape, Array inputs)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(sampleShape);
        ArgumentNullException.ThrowIfNull(inputs);
        if (sampleShape.Any(size => size < 1))
            throw new ArgumentException($"A sample of {name} cannot be [{string.Join(", ", sampleShape)}]: every size must be at least 1.", nameof(sampleShape));
        var length = 1L;
        foreach (var size in sampleShape)
        {
            if ((length *= size) > Array.MaxLength)
                throw new ArgumentException($"A sample of {name}, [{string.Join(", ", sampleShape)}], has more elements than an array can hold.", nameof(sampleShape));
        }
        return inputs.Length % length == 0
            ? (int)length
            : throw new ArgumentException($"A sample of {name}, [{string.Join(", ", sampleShape)}], takes {length} elements, and {inputs.Length} are not a whole number of samples.", nameof(inputs));
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
