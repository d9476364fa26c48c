using System.Text.Json;
using System.Text.RegularExpressions;
using Bilinear.Testing;
using Examples.Digits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Server;

namespace Bilinear.Hosting.Tests;

/// <summary>What docs/serving.md and the package's page show is code that compiles: the example's, or that of this file; and a picture that the server reads.</summary>
public sealed partial class ServingPageTests
{
    [Theory]
    [InlineData("docs/serving.md", 5)]
    [InlineData("Bilinear.Hosting/README.md", 2)]
    public void Code_IsThatOfTheExampleOrOfThisTest(string page, int count)
    {
        var shown = Blocks(page, "csharp").ToList();
        var code = Lines(string.Join("\n", Directory.GetFiles(Path.Combine(Repository.Root, "examples", "Server"), "*.cs").Append(Own()).Select(File.ReadAllText)));

        Assert.Equal(count, shown.Count);
        Assert.All(shown, block => Assert.Contains(Lines(block), code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AStartWithoutWeights_IsASentenceAndNoCrash()
    {
        await using var app = Serve(WebApplication.CreateSlimBuilder());

        Assert.Equal(1, await Run(app));
    }

    [Fact]
    public void Picture_IsOne_AndItsAnswerHasEveryLogit()
    {
        var shown = Blocks("docs/serving.md", "json").ToList();
        var request = JsonSerializer.Deserialize<DigitRequest>(shown[0], JsonSerializerOptions.Web)!;
        var answer = JsonSerializer.Deserialize<DigitAnswer>(shown[1], JsonSerializerOptions.Web)!;

        Assert.Null(request.Mistake());
        Assert.Equal((0, Digits.Digit.Size), (answer.Digit, answer.Logits.Length));
    }

    private static WebApplication Serve(WebApplicationBuilder builder)
    {
        builder.Services.AddBilinear<Digits>("digits.safetensors");
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        var app = builder.Build();
        app.MapPost("/digits", async (float[] pixels, ReaderPool<Digits.Inference> readers, CancellationToken cancel) =>
        {
            if (pixels.Length != Digits.Image.Size)
                return Results.BadRequest($"A picture has {Digits.Image.Size} pixels, and this one has {pixels.Length}.");
            using var lease = await readers.RentAsync(cancel);
            return Results.Ok(lease.Reader.Forward(new Digits.Image(pixels))[0].ToArray());
        });
        return app;
    }

    private static async Task<int> Run(WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static IEnumerable<string> Blocks(string page, string language) =>
        Fence().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    private static string Lines(string code) => string.Join("\n", code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Own() => Path.Combine(Repository.Tests, "Bilinear.Hosting.Tests", nameof(ServingPageTests) + ".cs");

    [GeneratedRegex(@"^```(\w+)[^\n]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
