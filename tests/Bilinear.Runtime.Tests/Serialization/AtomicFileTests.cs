using System.Diagnostics;
using Bilinear.Serialization;
using Bilinear.Serialization.Files;
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
        var disk = Directory.CreateDirectory(_folder["disk"]).FullName;
        Assert.SkipWhen(Shell.Run("mount", "-t", "tmpfs", "-o", "size=6m", "none", disk) is null, "A small disk cannot be mounted here.");
        try
        {
            var path = Path.Combine(disk, "w.safetensors");
            Write(path, 1);
            var error = Assert.Throws<IOException>(() => Write(path, 2));
            Assert.StartsWith($"{path} could not be written. ", error.Message);
            AssertHolds(1, path);
            Assert.Equal([path], Directory.GetFiles(disk));
        }
        finally
        {
            Shell.Run("umount", disk);
        }
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
    public void WhatAKillHasLeft_GoesOnceItIsOld_AndNothingElse()
    {
        var random = new string('a', 32);
        string[] others =
        [
            Target + ".tmp", $"{Target}.{random}.tmp.bak", $"{Target}.{random[..31]}.tmp", $"{Target}.{random[..31]}A.tmp", $"{Target}.{random}", _folder[$"v.safetensors.{random}.tmp"], _folder[$".{random}.tmp"],
        ];
        var (old, young) = ($"{Target}.{random}.tmp", $"{Target}.{random[..31]}b.tmp");
        foreach (var path in (string[])[.. others, old, young])
        {
            File.WriteAllText(path, "");
            if (path != young)
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-2));
        }

        Write(Target, 1);

        Assert.Equal([.. others.Append(young).Append(Target).Order()], Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void ALinkPlantedWhereTheUnfinishedFileWas_IsNotFollowed()
    {
        var victim = _folder["victim"];
        File.WriteAllText(victim, "mine");
        File.CreateSymbolicLink(Target + ".tmp", victim);

        Write(Target, 1);

        AssertHolds(1);
        Assert.Equal("mine", File.ReadAllText(victim));
    }

    [Fact]
    public void ALongName_IsStillOne()
    {
        var path = _folder[new string('n', 243) + ".safetensors"];

        Write(path, 1);
        Write(path, 2);

        AssertHolds(2, path);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void ALinkStays_AndItsTargetIsWritten(bool isThere)
    {
        var inner = Directory.CreateDirectory(_folder["inner"]).FullName;
        var file = Path.Combine(inner, "w.safetensors");
        Directory.CreateDirectory(_folder["far/away"]);
        File.CreateSymbolicLink(_folder["far/linked"], "../inner");
        File.CreateSymbolicLink(Path.Combine(inner, "second"), "w.safetensors");
        File.CreateSymbolicLink(_folder["first"], "far/linked/second");
        if (isThere)
            Write(file, 1);

        Write(_folder["first"], 2);

        Assert.NotNull(new FileInfo(_folder["first"]).LinkTarget);
        Assert.NotNull(new FileInfo(Path.Combine(inner, "second")).LinkTarget);
        Assert.Null(new FileInfo(file).LinkTarget);
        AssertHolds(2, file);
        Assert.Equal(2, Directory.GetFiles(inner).Length);
        Assert.Equal([_folder["first"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void LinksInACircle_AreASentence()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");

        Assert.Contains("in a circle", Assert.Throws<IOException>(() => Write(_folder["a"], 1)).Message);
    }

    [Theory, InlineData(0b110_000_000), InlineData(0b110_110_110), InlineData(0b100_100_100)]
    public void Permissions_Stay(int mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        if (OperatingSystem.IsWindows())
            return;
        Write(Target, 1);
        File.SetUnixFileMode(Target, (UnixFileMode)mode);

        Write(Target, 2);

        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(Target));
        AssertHolds(2);
    }

    [Fact]
    public void TheOwnerStays()
    {
        Write(Target, 1);
        Assert.SkipWhen(Shell.Run("chown", "12345:23456", Target) is null, "Only root can give files away.");

        Write(Target, 2);

        Assert.Equal("12345 23456\n", Shell.Run("stat", "-c", "%u %g", Target));
    }

    [Fact]
    public async Task APipe_GetsTheBytes_AndStaysOne()
    {
        Assert.SkipWhen(Shell.Run("mkfifo", Target) is null, "There are no pipes here.");
        var read = Task.Run(() => File.ReadAllBytes(Target), TestContext.Current.CancellationToken);

        AtomicFile.Write(Target, stream => stream.Write([1, 2, 3]));

        Assert.Equal([1, 2, 3], await read);
        Assert.Equal(FileKind.Stream, FilePlace.Of(Target).Kind);
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void ADevice_GetsTheBytes_AndStaysOne()
    {
        Assert.SkipWhen(Shell.Run("mknod", Target, "c", "1", "3") is null, "Only root can make devices.");

        Write(Target, 1);

        Assert.Equal("character special file\n", Shell.Run("stat", "-c", "%F", Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void ADeviceThatIsFull_IsASentence()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");

        Assert.StartsWith("/dev/full could not be written. ", Assert.Throws<IOException>(() => Write("/dev/full", 1)).Message);
    }

    [Fact]
    public void OfAPair_NeitherIsNewWhereOneCannotBeWritten()
    {
        Directory.CreateDirectory(_folder["folder"]);
        var (first, second) = (_folder["first"], _folder["second"]);
        File.WriteAllText(first, "old");
        Action<Stream> good = stream => stream.Write("new"u8);
        Action<Stream> bad = _ => throw new IOException("Here it ends.");

        foreach (var pair in new (string, Action<Stream>)[][] { [(first, good), (second, bad)], [(second, good), (first, bad)], [(first, good), (_folder["folder"], good)], [(first, good), (_folder["no/such"], good)] })
        {
            Assert.Throws<IOException>(() => AtomicFile.Write(pair));
            Assert.Equal("old", File.ReadAllText(first));
            Assert.Equal([first], Directory.GetFiles(_folder.Path));
        }

        AtomicFile.Write([(first, good), (second, good)]);
        Assert.Equal(("new", "new"), (File.ReadAllText(first), File.ReadAllText(second)));
        Assert.Equal([first, second], Directory.GetFiles(_folder.Path).Order());
    }

    /// <summary>Between two names that both can be written the second may still be lost: to a folder that took its place meanwhile, say.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void OfAPair_TheFirstGoesBackWhereTheSecondLosesItsPlace(bool isThere)
    {
        var (first, second) = (_folder["first"], _folder["second"]);
        if (isThere)
            File.WriteAllText(first, "old");

        Assert.Throws<IOException>(() => AtomicFile.Write([(first, stream => stream.Write("new"u8)), (second, stream =>
        {
            stream.Write("new"u8);
            Directory.CreateDirectory(second);
        })]));

        Assert.Equal(isThere ? ["old"] : [], Directory.GetFiles(_folder.Path).Select(File.ReadAllText));
    }

    [Fact]
    public void AKillAtAnyMoment_LeavesAWholeFile()
    {
        Write(Target, 0);
        var random = new Random(1);
        for (var turn = 0; turn < 3; turn++)
        {
            using var child = StartWriter();
            while (!File.Exists(Target + ".begun"))
                Assert.False(child.WaitForExit(5), "The writing process ended by itself.");
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
            if (number == 1)
                File.WriteAllText(path + ".begun", "");
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

    private void AssertHolds(float value, string? path = null)
    {
        using var file = SafeTensorsFile.Open(path ?? Target);
        Assert.DoesNotContain(file.ReadFloats("t"), found => found != value);
    }
}
