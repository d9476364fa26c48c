using Bilinear.Data;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Data;

/// <summary>A process whose heap is smaller than the samples uses them all.</summary>
public sealed class LargeFileTests
{
    private const string Limit = "0x4000000";    // 64 MiB
    private const int Samples = 40_000;
    private const int Length = 784;

    [Fact]
    public Task SamplesLargerThanTheHeap_AreRead() => FreshProcess.RunTests(["-explicit", "only", "-method", $"{typeof(LargeFileTests).FullName}.{nameof(Read)}"], ("DOTNET_GCHeapHardLimit", Limit));

    [Fact(Explicit = true)]
    public void Read()
    {
        using var folder = new TemporaryFolder();
        Write(folder["large.safetensors"]);
        var data = DataSet.FromFile(folder["large.safetensors"]);

        // 120 MiB of samples, which no array could hold here.
        Assert.True(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < (long)Samples * Length * sizeof(float));
        Assert.Equal(64, data.Checksum.Length);
        var (sample, sum) = (new float[Length], 0.0);
        for (var index = 0; index < data.Count; index++)
        {
            data.CopyInputs(index, sample);
            sum += sample[index % Length];
        }
        Assert.Equal((Samples, (double)Samples * (Samples - 1) / 2), (data.Count, sum));
    }

    // Every element of a sample is its number.
    private static void Write(string path)
    {
        var inputs = (long)Samples * Length * sizeof(float);
        var header = System.Text.Encoding.ASCII.GetBytes($$$"""{"input":{"dtype":"F32","shape":[{{{Samples}}},{{{Length}}}],"data_offsets":[0,{{{inputs}}}]},"target":{"dtype":"U8","shape":[{{{Samples}}}],"data_offsets":[{{{inputs}}},{{{inputs + Samples}}}]}}""");
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((ulong)header.Length));
        file.Write(header);
        var sample = new float[Length];
        for (var index = 0; index < Samples; index++)
        {
            Array.Fill(sample, index);
            file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(sample.AsSpan()));
        }
        file.Write(new byte[Samples]);
    }
}
