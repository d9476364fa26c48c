using System.Globalization;

namespace Server;

/// <summary>What the command line says.</summary>
/// <param name="Weights">The file of the weights.</param>
/// <param name="Window">How long a batch waits for company.</param>
internal sealed record ServerOptions(string Weights, TimeSpan Window)
{
    private const int LongestWindow = 1000;

    /// <exception cref="OptionException">A value is none that the option can have.</exception>
    public static ServerOptions Read(IConfiguration configuration)
    {
        var weights = configuration["weights"] ?? "digits.safetensors";
        if (string.IsNullOrWhiteSpace(weights))
            throw new OptionException("--weights names no file: give that of the weights, such as digits.safetensors.");
        var window = configuration["window"] ?? "1";
        if (!double.TryParse(window, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds is not (>= 0 and <= LongestWindow))
            throw new OptionException($"--window {window} is no number of milliseconds from 0 to {LongestWindow}.");
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Check(url);
        return new ServerOptions(weights, TimeSpan.FromMilliseconds(milliseconds));
    }

    private static void Check(string url)
    {
        bool isOne;
        try
        {
            isOne = BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= ushort.MaxValue };
        }
        catch (FormatException)
        {
            isOne = false;
        }
        if (!isOne)
            throw new OptionException($"--urls {url} is no address to listen at: give one such as http://localhost:5000, with a port from 0 to {ushort.MaxValue}.");
    }
}
