using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Runtime.Tests.Training;

public sealed class ThroughputTests
{
    private readonly Clock _clock = new();
    private readonly Throughput _throughput;

    public ThroughputTests() => _throughput = new Throughput(_clock);

    [Fact]
    public void ARunThatBecomesSlower_IsSaidToBeSlowWithinSeconds()
    {
        for (var step = 0; step < 1000; step++)
            Step(samples: 100, seconds: 0.1);
        Assert.Equal(1000, _throughput.SamplesPerSecond, 6);

        for (var step = 0; step < 5; step++)
            Step(samples: 100, seconds: 1.01);
        Assert.Equal(100 / 1.01, _throughput.SamplesPerSecond, 6);
    }

    [Fact]
    public void WhatIsDoneBetweenSteps_DoesNotCount()
    {
        for (var step = 0; step < 50; step++)
        {
            Step(samples: 10, seconds: 0.1);
            _clock.Now += 7;
        }
        Assert.Equal(100, _throughput.SamplesPerSecond, 6);
    }

    [Fact]
    public void WaitingForALoss_Counts()
    {
        for (var step = 0; step < 50; step++)
        {
            Step(samples: 10, seconds: 0.1);
            Step(samples: 0, seconds: 0.1);
        }
        Step(samples: 10, seconds: 0.1);
        Assert.InRange(_throughput.SamplesPerSecond, 50, 56);
    }

    [Fact]
    public void TheFirstStep_WhichCompiles_CountsOnlyWhileItIsAlone()
    {
        Step(samples: 100, seconds: 5);
        Assert.Equal(20, _throughput.SamplesPerSecond, 6);
        Step(samples: 100, seconds: 0.1);
        Assert.Equal(1000, _throughput.SamplesPerSecond, 6);
    }

    /// <summary>Texts are of any length: as many samples a second, and other numbers of tokens.</summary>
    [Fact]
    public void Tokens_AreCountedBesideSamples()
    {
        for (var step = 0; step < 100; step++)
            Step(samples: 10, seconds: 0.1, tokens: step % 2 == 0 ? 1000 : 3000);
        Assert.Equal(100, _throughput.SamplesPerSecond, 6);
        Assert.InRange(_throughput.TokensPerSecond, 18_000, 22_000);
    }

    private void Step(int samples, double seconds, int tokens = 0)
    {
        _throughput.Begin();
        _clock.Now += seconds;
        _throughput.End(samples, tokens);
    }

    private sealed class Clock : TimeProvider
    {
        public double Now { get; set; }

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => (long)Math.Round(Now * TimestampFrequency);
    }
}
