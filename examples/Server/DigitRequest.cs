using Examples.Digits;

namespace Server;

/// <summary>A picture, 8 × 8 pixels row by row, from 0 (paper) to 1 (ink).</summary>
public sealed record DigitRequest(float[] Pixels)
{
    public static string Expected => $$"""Expected is a JSON object with `pixels`, {{Digits.Image.Size}} numbers from 0 to 1, such as {"pixels": [0, 0.5, …]}, of the content type application/json.""";

    /// <summary>What is wrong with it; null for a picture that the model can read.</summary>
    public string? Mistake()
    {
        if (Pixels is null)
            return $"The request has no pixels: give {Digits.Image.Size} numbers.";
        if (Pixels.Length != Digits.Image.Size)
            return $"A picture has {Digits.Image.Size} pixels, and {Pixels.Length} were given.";
        var wrong = Array.FindIndex(Pixels, pixel => pixel is not (>= 0 and <= 1));
        return wrong < 0 ? null : $"Pixel {wrong} is {Pixels[wrong]}, and pixels are from 0 to 1.";
    }
}
