using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Tensors;

namespace Bilinear.Data;

/// <summary>What the samples of a data set should give at one output of a model: class labels, or floats. Arrays that it is made from are used, not copied.</summary>
public sealed class DataTarget
{
    private readonly int[] _labels;
    private readonly float[] _values;

    private DataTarget(string output, int[] labels, float[] values, int classes, int length = 0) =>
        (Output, _labels, _values, Classes, Length) = (output, labels, values, classes, length);

    /// <summary>The name of the output; empty where the data set does not say, which it need not for a model of one output.</summary>
    public string Output { get; }

    /// <summary>Labels are less than this; zero where the targets are floats.</summary>
    public int Classes { get; }

    /// <summary>The class of every sample, or of every position of every sample; empty where the targets are floats.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>[count, <see cref="Length"/>]; empty where the targets are labels.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>How many targets a sample has; zero before a data set has taken them.</summary>
    public int Length { get; }

    /// <summary>A class for each sample, or, for sequences, one for each position.</summary>
    /// <exception cref="ArgumentException">A label is outside 0 … classes − 1.</exception>
    public static DataTarget Labelled(string output, int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Labelled(output, labels, classes, NameOf(output));
    }

    /// <summary>Floats to be met, for mean squared error.</summary>
    /// <param name="values">As many for each sample.</param>
    public static DataTarget Regression(string output, float[] values)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(values);
        return new DataTarget(output, [], values, classes: 0);
    }

    /// <summary>The labels of these samples, in this order.</summary>
    public void Gather(ReadOnlySpan<int> samples, Span<int> destination) => Gather(_labels, samples, destination);

    /// <summary>The values of these samples, in this order.</summary>
    public void Gather(ReadOnlySpan<int> samples, Span<float> destination) => Gather(_values, samples, destination);

    /// <param name="owner">Whose labels they are, for messages.</param>
    internal static DataTarget Labelled(string output, int[] labels, int classes, string owner)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (classes < 1)
            throw new ArgumentException($"{owner} has {classes} classes: there must be at least one.", nameof(classes));
        var wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, classes - 1);
        if (wrong < 0)
            return new DataTarget(output, labels, [], classes);
        throw new ArgumentException(
            LabelsFromOne.Are(labels, classes) ? $"{owner}: {LabelsFromOne.Problem(classes)}." : $"The label {labels[wrong]} at {wrong} of {owner} is not one of {classes} classes, 0 … {classes - 1}.",
            nameof(labels));
    }

    /// <summary>The same targets as those of a data set's samples.</summary>
    /// <param name="parameter">What the caller's method calls them.</param>
    /// <exception cref="ArgumentException">The samples have none, or not all have equally many.</exception>
    /// <exception cref="NotFiniteException">A target is a NaN or infinite.</exception>
    internal DataTarget For(string data, int count, int sampleLength, string parameter)
    {
        var targets = _labels.Length + _values.Length;
        if (count == 0 || targets == 0 || targets % count != 0)
            throw new ArgumentException($"{data} has {count} samples of {sampleLength} and {targets} targets{(Output.Length == 0 ? "" : $" of {Output}")}: there must be at least one sample, at least one target for each, and as many for each.", parameter);
        var length = targets / count;
        if (Finite.FindInSamples(_values, [length]) is { } wrong)
            throw new NotFiniteException($"{data} cannot be used: its {NameOf(Output)} hold {wrong}. Replace what is no finite number, or leave the sample out.");
        return new DataTarget(Output, _labels, _values, Classes, length);
    }

    internal void Hash(IncrementalHash hash)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(Output));
        hash.AppendData(MemoryMarshal.AsBytes(_labels.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_values.AsSpan()));
    }

    private static string NameOf(string output) => output.Length == 0 ? "targets" : $"targets of {output}";

    private void Gather<T>(T[] source, ReadOnlySpan<int> samples, Span<T> destination)
    {
        for (var i = 0; i < samples.Length; i++)
            source.AsSpan(samples[i] * Length, Length).CopyTo(destination[(i * Length)..]);
    }
}
