using System.Diagnostics;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Serialization;

public sealed class AtomicFileTests : IDisposable
{
    private const string ChildPath = "BILINEAR_TEST_WRITES";
    private const int Floats = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["w.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFullDisk_LeavesTheLastGoodFile()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here, the disk that is always full.");
        Write(Target, 1);
        File.CreateSymbolicLink(AtomicFile.Unfinished(Target), "/dev/full");
        var error = Assert.Throws<IOException>(() => Write(Target, 2));
        Assert.StartsWith($"{Target} could not be written. ", error.Message);
        AssertHolds(1);
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
        Write(Target, 3);
        AssertHolds(3);
    }

    [Fact]
    public void AFailureHalfWay_LeavesTheLastGoodFile()
    {
        Write(Target, 1);
        Assert.Throws<IOException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("Here it ends.");
        }));
        AssertHolds(1);
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AMissingFolder_IsASentence()
    {
        var path = Path.Combine(_folder.Path, "nowhere", "w.safetensors");
        Assert.StartsWith($"{path} could not be written. ", Assert.Throws<IOException>(() => Write(path, 1)).Message);
    }

    [Fact]
    public void ATargetThatIsAFolder_IsASentence()
    {
        Directory.CreateDirectory(Target);
        Assert.StartsWith($"{Target} could not be written. ", Assert.Throws<IOException>(() => Write(Target, 1)).Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void WhatAKillHasLeft_IsWrittenOver()
    {
        File.WriteAllBytes(AtomicFile.Unfinished(Target), new byte[10 * Floats]);
        Write(Target, 1);
        AssertHolds(1);
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AKillAtAnyMoment_LeavesAWholeFile()
    {
        Write(Target, 0);
        var random = new Random(1);
        for (var turn = 0; turn < 3; turn++)
        {
            using var child = StartWriter();
            while (!File.Exists(Target + ".begun")) Assert.False(child.WaitForExit(5), "The writing process ended by itself.");
            Thread.Sleep(random.Next(5, 120));
            child.Kill();
            child.WaitForExit();
            File.Delete(Target + ".begun");

            using var file = SafeTensorsFile.Open(Target);
            var values = file.ReadFloats("t");
            Assert.Equal(Floats, values.Length);
            Assert.DoesNotContain(values, value => value != values[0]);
        }
    }

    /// <summary>What the test above kills: writes one file after the other, each full of its number.</summary>
    [Fact(Explicit = true)]
    public void Child_WritesWithoutEnd()
    {
        var path = Environment.GetEnvironmentVariable(ChildPath);
        Assert.SkipWhen(path is null, $"{ChildPath} names no file to write.");
        for (var number = 1; ; number++)
        {
            Write(path, number);
            if (number == 1) File.WriteAllText(path + ".begun", "");
        }
    }

    private Process StartWriter()
    {
        var test = typeof(AtomicFileTests);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, test.Assembly.GetName().Name! + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            ArgumentList = { "-explicit", "only", "-method", $"{test.FullName}.{nameof(Child_WritesWithoutEnd)}" },
            Environment = { [ChildPath] = Target },
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static void Write(string path, float value)
    {
        var values = new float[Floats];
        Array.Fill(values, value);
        SafeTensorsWriter.Write(path, new Dictionary<string, string>(), [new("t", [Floats], values)]);
    }

    private void AssertHolds(float value)
    {
        using var file = SafeTensorsFile.Open(Target);
        Assert.DoesNotContain(file.ReadFloats("t"), found => found != value);
    }
}
