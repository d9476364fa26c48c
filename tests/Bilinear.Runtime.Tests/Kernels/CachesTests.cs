using System.Globalization;
using Bilinear.Kernels.Cpu;

namespace Bilinear.Runtime.Tests.Kernels;

public sealed class CachesTests
{
    [Fact]
    public void Caches_AreThoseOfTheSystem()
    {
        const string folder = "/sys/devices/system/cpu/cpu0/cache";
        Assert.SkipUnless(Directory.Exists(folder), $"There is no {folder} to compare with.");
        var sizes = Directory.GetDirectories(folder, "index*").Where(cache => Read(cache, "type") != "Instruction")
            .ToDictionary(cache => Read(cache, "level"), cache => int.Parse(Read(cache, "size").TrimEnd('K'), CultureInfo.InvariantCulture) << 10);

        Assert.Equal(sizes["1"], Caches.L1);
        Assert.Equal(sizes["2"], Caches.L2);
        if (sizes.TryGetValue("3", out var third))
            Assert.Equal(third, Caches.L3);

        static string Read(string cache, string file) => File.ReadAllText(Path.Combine(cache, file)).Trim();
    }
}
