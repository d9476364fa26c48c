using System.Diagnostics;
using Bilinear.Kernels;
using Bilinear.Kernels.Cpu;
using Bilinear.Runtime.Tests.Training;

namespace Bilinear.Runtime.Tests.Kernels;

[Collection(nameof(Alone))]
public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public unsafe void EveryChunk_RunsOnce(int threads)
    {
        using var pool = new WorkerPool(threads);
        using var scratch = new Scratch();
        var counts = stackalloc int[100];
        for (var round = 0; round < 20_000; round++)
        {
            var job = new Count { Counts = counts, FailingChunk = -1 };
            pool.Run(ref job, round % 100, scratch);
        }
        for (var chunk = 0; chunk < 100; chunk++)
            Assert.Equal(20_000 / 100 * (99 - chunk), counts[chunk]);
    }

    [Fact]
    public async Task ManyCallers_EachGetAllOfTheirChunks()
    {
        using var pool = new WorkerPool(3);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Call)));

        unsafe void Call()
        {
            using var scratch = new Scratch();
            var counts = stackalloc int[10];
            for (var round = 0; round < 3000; round++)
            {
                var job = new Count { Counts = counts, FailingChunk = -1 };
                pool.Run(ref job, 10, scratch);
            }
            for (var chunk = 0; chunk < 10; chunk++)
                Assert.Equal(3000, counts[chunk]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public unsafe void AChunkThatThrows_IsTheCallersException_AndThePoolGoesOn(int threads)
    {
        using var pool = new WorkerPool(threads);
        using var scratch = new Scratch();
        var counts = stackalloc int[64];
        for (var round = 0; round < 200; round++)
        {
            Assert.Throws<InvalidOperationException>(() => Run(pool, scratch, round % 64));
            var job = new Count { Counts = counts, FailingChunk = -1 };
            pool.Run(ref job, 64, scratch);
        }
        Assert.Equal(200, counts[63]);

        static void Run(WorkerPool pool, Scratch scratch, int failingChunk)
        {
            var counts = stackalloc int[64];
            var job = new Count { Counts = counts, FailingChunk = failingChunk };
            pool.Run(ref job, 64, scratch);
        }
    }

    [Fact]
    public unsafe void IdleWorkers_UseNoProcessor()
    {
        using var pool = new WorkerPool(9);
        using var scratch = new Scratch();
        var counts = stackalloc int[64];
        var job = new Count { Counts = counts, FailingChunk = -1 };
        pool.Run(ref job, 64, scratch);
        Thread.Sleep(50);
        // The quietest of ten moments: other tests, the JIT and the collector work in this process too.
        Assert.InRange(Enumerable.Range(0, 10).Min(_ => ProcessorTimeOfAMoment()), 0, 10);

        static double ProcessorTimeOfAMoment()
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            Thread.Sleep(50);
            return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
        }
    }

    private unsafe struct Count : IJob
    {
        public int* Counts;
        public int FailingChunk;

        public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
        {
            if (chunk == FailingChunk)
                throw new InvalidOperationException();
            Interlocked.Increment(ref Counts[chunk]);
        }
    }
}
