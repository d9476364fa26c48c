using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Tensors;

namespace Bilinear.Data;

/// <summary>Holds the targets of a data set's samples for one output of a model: class labels, or floats. The array that it is made from is used, not copied.</summary>
public sealed class DataTarget
{
    private readonly int[] _labels;
    private readonly float[] _values;

    private DataTarget(string output, int[] labels, float[] values, int classes, int length = 0) =>
        (Output, _labels, _values, Classes, Length) = (output, labels, values, classes, length);

    /// <summary>The name of the output. It may be empty for a model with one output.</summary>
    public string Output { get; }

    /// <summary>The number of classes, which the labels are below; zero if the targets are floats.</summary>
    public int Classes { get; }

    /// <summary>The class of every sample, or of every position of every sample; empty if the targets are floats.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The targets that are floats, [count, <see cref="Length"/>]; empty if the targets are labels.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The number of targets of a sample. It is zero for targets that are not in a data set.</summary>
    public int Length { get; }

    /// <summary>Makes targets of a class for each sample, or, for sequences, for each position.</summary>
    /// <exception cref="ArgumentException">A label is outside 0 … classes − 1.</exception>
    public static DataTarget Labelled(string output, int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Labelled(output, labels, classes, NameOf(output));
    }

    /// <summary>Makes targets of floats, for mean squared error.</summary>
    /// <param name="values">The targets, equally many for each sample.</param>
    public static DataTarget Regression(string output, float[] values)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(values);
        return new DataTarget(output, [], values, classes: 0);
    }

    /// <summary>Copies the labels of these samples, in this order.</summary>
    public void Gather(ReadOnlySpan<int> samples, Span<int> destination) => Gather(_labels, samples, destination);

    /// <summary>Copies the floats of these samples, in this order.</summary>
    public void Gather(ReadOnlySpan<int> samples, Span<float> destination) => Gather(_values, samples, destination);

    /// <param name="owner">What has the labels, for messages.</param>
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

    /// <summary>Gives the same targets for the samples of a data set.</summary>
    /// <param name="parameter">What the caller's method calls the targets.</param>
    /// <exception cref="ArgumentException">There are no targets, or not equally many for each sample.</exception>
    /// <exception cref="NotFiniteException">A target is a NaN or infinite.</exception>
    internal DataTarget For(string data, int count, int sampleLength, string parameter)
    {
        var targets = _labels.Length + _values.Length;
        if (count == 0 || targets == 0 || targets % count != 0)
            throw new ArgumentException($"{data} has {count} samples of {sampleLength} and {targets} targets{(Output.Length == 0 ? "" : $" of {Output}")}: there must be at least one sample, and for each equally many targets, at least one.", parameter);
        var length = targets / count;
        if (Finite.FindInSamples(_values, [length]) is { } wrong)
            throw new NotFiniteException($"{data} cannot be used: its {NameOf(Output)} hold {wrong}. Replace what is no finite number, or leave the sample out.");
        return new DataTarget(Output, _labels, _values, Classes, length);
    }

    /// <summary>Gives the targets of these samples, in this order.</summary>
    internal DataTarget Select(int[] samples)
    {
        var labels = new int[_labels.Length == 0 ? 0 : samples.Length * Length];
        var values = new float[_values.Length == 0 ? 0 : samples.Length * Length];
        if (labels.Length > 0)
            Gather(samples, labels);
        else
            Gather(samples, values);
        return new DataTarget(Output, labels, values, Classes, Length);
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
