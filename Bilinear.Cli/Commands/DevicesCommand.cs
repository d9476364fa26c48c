using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Devices;

namespace Bilinear.Cli.Commands;

/// <summary>Lists what a model can run on.</summary>
internal sealed class DevicesCommand : ToolCommand
{
    private const double Gibibyte = 1L << 30;

    public DevicesCommand()
        : base("devices", "List what models can run on; a star marks what --device auto takes.", "bmlp devices") => SetAction(_ => Run());

    private static int Run()
    {
        foreach (var device in Device.List())
            Console.Out.WriteLine(Line(device));
        return ExitCode.Success;
    }

    private static string Line(DeviceEntry device) => string.Create(CultureInfo.InvariantCulture,
        $"{(device.IsAuto ? '*' : ' ')} {$"{device.Kind.ToString().ToLowerInvariant()}:{device.Index}",-12} {device.Memory / Gibibyte,6:0.0} GiB  {device.Name}{(device.NotUsed is { } reason ? $"  (not used: {reason})" : "")}");
}
