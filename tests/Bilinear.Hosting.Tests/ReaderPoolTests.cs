using Bilinear.Training;
using Examples.Digits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bilinear.Hosting.Tests;

public sealed class ReaderPoolTests(TrainedDigits digits) : IClassFixture<TrainedDigits>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task EightThreads_ShareThreeReaders_AndGetWhatOneReaderGives()
    {
        using var services = Services(options => options.Readers = 3);
        var pool = services.GetRequiredService<ReaderPool<Digits.Inference>>();
        var rented = 0;

        await Parallel.ForAsync(0, digits.Pictures.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (sample, cancel) =>
        {
            using var lease = sample % 2 == 0 ? pool.Rent(cancel) : await pool.RentAsync(cancel);
            Assert.InRange(Interlocked.Increment(ref rented), 1, 3);
            var logits = lease.Reader.Forward(new Digits.Image(digits.Pictures[sample]));
            Interlocked.Decrement(ref rented);
            Assert.Equal(digits.Logits[sample], logits[0].ToArray());
        });

        Assert.Equal((3, 3), (pool.Readers, pool.Free));
    }

    [Fact]
    public async Task Callers_WaitForAReader_UntilTheyGiveUp()
    {
        using var services = Services(options => options.Readers = 1);
        var pool = services.GetRequiredService<ReaderPool<Digits.Inference>>();

        var lease = await pool.RentAsync();
        var reader = lease.Reader;
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pool.RentAsync(impatience.Token));

        var waiting = pool.RentAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        lease.Dispose();
        lease.Dispose();
        using var next = await waiting.WaitAsync(Patience);
        Assert.Same(reader, next.Reader);
        Assert.Equal(0, pool.Free);
        Assert.Throws<ObjectDisposedException>(() => lease.Reader);
        next.Dispose();
        Assert.Equal(1, pool.Free);
    }

    [Fact]
    public async Task AReaderThatACallerDisposed_IsReplaced()
    {
        using var services = Services(options => options.Readers = 1);
        var pool = services.GetRequiredService<ReaderPool<Digits.Inference>>();
        using (var lease = await pool.RentAsync())
            lease.Reader.Dispose();
        Digits.Inference kept;
        using (var lease = await pool.RentAsync())
        {
            kept = lease.Reader;
            Assert.Equal(digits.Logits[0], kept.Forward(new Digits.Image(digits.Pictures[0]))[0].ToArray());
        }
        kept.Dispose();

        using (var lease = await pool.RentAsync())
            Assert.Equal(digits.Logits[0], lease.Reader.Forward(new Digits.Image(digits.Pictures[0]))[0].ToArray());

        Assert.Equal((1, 1), (pool.Readers, pool.Free));
        services.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Weights.ReadParameter("embed.weight"));
    }

    /// <summary>A request may still run when the container goes: its reader works to the end, and with the last one the weights go.</summary>
    [Fact]
    public async Task TheContainer_FreesTheWeights_WhenTheLastReaderIsBack()
    {
        var services = Services(options => options.Readers = 2);
        var pool = services.GetRequiredService<ReaderPool<Digits.Inference>>();
        var lease = pool.Rent();
        using var other = pool.Rent();
        var waiting = pool.RentAsync().AsTask();

        services.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience));
        Assert.Throws<ObjectDisposedException>(() => pool.Rent());
        Assert.Equal(digits.Logits[0], lease.Reader.Forward(new Digits.Image(digits.Pictures[0]))[0].ToArray());
        lease.Dispose();
        Assert.Equal(64 * 64, pool.Weights.ReadParameter("embed.weight").Length);
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Weights.ReadParameter("embed.weight"));
    }

    [Fact]
    public async Task WeightsThatAreMissingOrDoNotFit_EndTheStart()
    {
        foreach (var (weights, sentence) in new[] { ("nowhere.safetensors", "nowhere.safetensors"), (digits.OtherWeights(), "other.safetensors: it does no") })
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddBilinear<Digits>(weights);
            using var host = builder.Build();

            var exception = await Assert.ThrowsAnyAsync<IOException>(() => host.StartAsync());

            Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MistakesOfTheRegistration_AreRefusedThere()
    {
        var services = new ServiceCollection();

        Assert.Throws<ArgumentException>(() => services.AddBilinear<Digits>(" "));
        Assert.Throws<ArgumentNullException>(() => services.AddBilinear<Digits>(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddBilinear<Digits>("w", options => options.Readers = 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddBilinear<Digits>("w", options => options.Batch = 0));
        Assert.Empty(services);
        services.AddBilinear<Digits>("w");
        Assert.Contains("Digits has been added already", Assert.Throws<InvalidOperationException>(() => services.AddBilinear<Digits>("v")).Message, StringComparison.Ordinal);
    }

    private ServiceProvider Services(Action<ReaderPoolOptions> configure) =>
        new ServiceCollection().AddBilinear<Digits>(digits.Weights, options =>
        {
            options.Device = Devices.DeviceKind.Cpu;
            configure(options);
        }).BuildServiceProvider();
}
