namespace Bilinear.Models.Tests;

/// <summary>Compares tensors by their largest difference, relative to the expected one's largest value.</summary>
internal static class TensorAssert
{
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string name)
    {
        Assert.True(expected.Length == actual.Length, $"{name} has {actual.Length} elements; {expected.Length} were expected.");
        var largest = 0.0;
        foreach (var value in expected)
            largest = Math.Max(largest, Math.Abs(value));
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - actual[i]);
            Assert.True(difference <= tolerance * largest, $"{name}[{i}] is {actual[i]}; {expected[i]} was expected: off by {difference / largest:E2} of the largest, {tolerance:E0} is allowed.");
        }
    }
}
