using System.Globalization;
using System.Text.Json;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Devices;

namespace Bilinear.Cli.Commands;

/// <summary>Lists what a model can run on.</summary>
internal sealed class DevicesCommand : ToolCommand
{
    private const double Gibibyte = 1L << 30;

    private readonly JsonOption _json = new();

    public DevicesCommand()
        : base("devices", "List what models can run on; a star marks what --device auto takes.", "bmlp devices")
    {
        Add(_json);
        SetAction(parseResult => Run(parseResult.GetValue(_json)));
    }

    private static int Run(bool isJson)
    {
        var devices = Device.List();
        if (isJson)
            Json.Write(json => Write(json, devices));
        foreach (var device in isJson ? [] : devices)
            Console.Out.WriteLine(Line(device));
        return ExitCode.Success;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<DeviceEntry> devices)
    {
        json.WriteStartArray("devices");
        foreach (var device in devices)
        {
            json.WriteStartObject();
            json.WriteString("device", AsOption(device));
            json.WriteString("name", device.Name);
            json.WriteNumber("memory_bytes", device.Memory);
            json.WriteBoolean("auto", device.IsAuto);
            json.WriteString("not_used", device.NotUsed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // As --device takes it.
    private static string AsOption(DeviceEntry device) => string.Create(CultureInfo.InvariantCulture, $"{device.Kind.ToString().ToLowerInvariant()}:{device.Index}");

    private static string Line(DeviceEntry device) => string.Create(CultureInfo.InvariantCulture,
        $"{(device.IsAuto ? '*' : ' ')} {AsOption(device),-12} {device.Memory / Gibibyte,6:0.0} GiB  {device.Name}{(device.NotUsed is { } reason ? $"  (not used: {reason})" : "")}");
}
