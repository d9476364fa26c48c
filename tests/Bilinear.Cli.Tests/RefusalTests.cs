using System.Reflection;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Cli.Tests;

/// <summary>What the runtime refuses becomes a line; what .NET throws at a mistake of the tool's own does not.</summary>
public sealed class RefusalTests
{
    private static readonly MethodInfo In = Assembly.LoadFrom(Bmlp.Tool).GetType("Bilinear.Cli.Output.Refusal", throwOnError: true)!.GetMethod("In")!;

    [Fact]
    public void WhatTheRuntimeThrows_IsARefusal_ThroughThreadsAndReflectionToo()
    {
        var refusal = Thrown(() => Device.Open(DeviceKind.Cpu, new DeviceOptions { Index = 1 }));

        Assert.Same(refusal, Refused(refusal));
        Assert.Same(refusal, Refused(new AggregateException(refusal)));
        Assert.Same(refusal, Refused(new TargetInvocationException(refusal)));
        Assert.Same(refusal, Refused(new TypeInitializationException("Model", new TargetInvocationException(refusal))));
        Assert.NotNull(Refused(new SafeTensorsException("w", "damaged")));
        Assert.NotNull(Refused(new DeviceException("none")));
        Assert.NotNull(Refused(new DivergedException("Net", 3, "its loss is NaN")));
        Assert.NotNull(Refused(new UnauthorizedAccessException()));
        Assert.NotNull(Refused(new InsufficientMemoryException()));
    }

    [Fact]
    public void WhatDotnetThrows_IsAMistakeOfTheTool()
    {
        foreach (var mistake in new[]
        {
            Thrown(() => Array.Empty<int>().Single()),
            Thrown(() => new Dictionary<int, int>()[3]),
            Thrown(() => new List<int>()[3]),
            Thrown(() => Enum.Parse<DeviceKind>("none")),
            Thrown(() => ((object?)null)!.ToString()!),
            new AggregateException(new SafeTensorsException("w", "damaged"), Thrown(() => new List<int>()[3])),
        })
        {
            Assert.Null(Refused(mistake));
        }
    }

    private static Exception? Refused(Exception exception) => (Exception?)In.Invoke(null, [exception]);

    private static Exception Thrown<T>(Func<T> action)
    {
        try
        {
            _ = action();
        }
        catch (Exception exception)
        {
            return exception;
        }
        throw new InvalidOperationException("Nothing was thrown.");
    }
}
