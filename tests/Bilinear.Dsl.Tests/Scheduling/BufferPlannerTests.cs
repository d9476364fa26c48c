using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Scheduling.Memory;
using Bilinear.Dsl.Scheduling.Verification;

namespace Bilinear.Dsl.Tests.Scheduling;

public class BufferPlannerTests
{
    [Fact]
    public void RandomLives_NeverOverlapAndStayInTheArena()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var lives = RandomLives(new Random(seed));

            var plan = BufferPlanner.Plan(lives);

            for (var i = 0; i < lives.Count; i++)
            {
                Assert.InRange(plan.Offsets[i], 0, plan.Size - lives[i].Floats);
                for (var j = 0; j < i; j++)
                    Assert.False(LiveTogether(lives[i], lives[j]) && ShareMemory(plan, lives, i, j), $"Seed {seed}: buffers {j} and {i} overlap.");
            }
        }
    }

    [Fact]
    public void RandomLives_AreFoundByTheVerifierWhereTheyOverlap()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var lives = RandomLives(random);
            var offsets = lives.Select(_ => 16L * random.Next(200)).ToList();
            var buffers = lives.Select((life, i) => new BufferPlan($"b{i}", 1, life.Floats, life.Floats, offsets[i], life.FirstCall, life.LastCall)).ToList();
            var plan = new ArenaPlan(offsets, 0);

            var overlap = Enumerable.Range(0, lives.Count).Any(i => Enumerable.Range(0, i).Any(j => LiveTogether(lives[i], lives[j]) && ShareMemory(plan, lives, i, j)));

            Assert.Equal(overlap, BufferVerifier.Overlaps(buffers).Any());
        }
    }

    [Fact]
    public void Chain_TakesTurnsInTwoPlaces()
    {
        var plan = BufferPlanner.Plan([.. Enumerable.Range(0, 50).Select(i => new BufferLife(64, i, i + 1))]);

        Assert.Equal(128, plan.Size);
    }

    [Fact]
    public void BuffersThatLiveTogether_TakeNoMoreThanTheirSum()
    {
        var plan = BufferPlanner.Plan([new(16, 0, 9), new(48, 1, 9), new(32, 2, 9)]);

        Assert.Equal([0, 16, 64], plan.Offsets);
        Assert.Equal(96, plan.Size);
    }

    [Fact]
    public void NeighbouringGaps_AreJoined()
    {
        var plan = BufferPlanner.Plan([new(16, 0, 1), new(16, 0, 1), new(16, 0, 5), new(32, 2, 3)]);

        Assert.Equal(48, plan.Size);
        Assert.Equal(0, plan.Offsets[3]);
    }

    [Fact]
    public void SmallestGap_IsTakenFirst()
    {
        // After call 1 both 0..64 and 80..96 are free.
        var plan = BufferPlanner.Plan([new(64, 0, 1), new(16, 0, 9), new(16, 0, 1), new(16, 0, 9), new(16, 2, 9)]);

        Assert.Equal(80, plan.Offsets[4]);
    }

    private static List<BufferLife> RandomLives(Random random)
    {
        var calls = random.Next(1, 60);
        return [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ =>
        {
            var first = random.Next(calls);
            return new BufferLife(16L * random.Next(1, 20), first, random.Next(first, Math.Min(calls, first + 1 + random.Next(1, calls + 1))));
        })];
    }

    private static bool LiveTogether(BufferLife a, BufferLife b) => a.FirstCall <= b.LastCall && b.FirstCall <= a.LastCall;

    private static bool ShareMemory(ArenaPlan plan, List<BufferLife> lives, int i, int j) =>
        plan.Offsets[i] < plan.Offsets[j] + lives[j].Floats && plan.Offsets[j] < plan.Offsets[i] + lives[i].Floats;
}
