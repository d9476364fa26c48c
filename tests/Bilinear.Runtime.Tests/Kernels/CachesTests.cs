using System.Globalization;
using Bilinear.Kernels.Cpu;

namespace Bilinear.Runtime.Tests.Kernels;

public sealed class CachesTests
{
    [Fact]
    public void TheFirstCache_IsThatOfTheSystem()
    {
        const string folder = "/sys/devices/system/cpu/cpu0/cache";
        Assert.SkipUnless(Directory.Exists(folder), $"There is no {folder} to compare with.");
        var first = Directory.GetDirectories(folder, "index*").Single(cache => Read(cache, "level") == "1" && Read(cache, "type") == "Data");

        Assert.Equal(int.Parse(Read(first, "size").TrimEnd('K'), CultureInfo.InvariantCulture) << 10, Caches.L1);

        static string Read(string cache, string file) => File.ReadAllText(Path.Combine(cache, file)).Trim();
    }
}
