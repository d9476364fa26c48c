using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Examples.Digits;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Server;

namespace Bilinear.Hosting.Tests;

/// <summary>examples/Server on a port of its own, with clients that speak HTTP.</summary>
public sealed class ServerTests(TrainedDigits digits) : IClassFixture<TrainedDigits>
{
    private const int Clients = 8;

    [Fact]
    public async Task EightClients_GetWhatOneReaderGives_ThoughTheyShareBatches()
    {
        await using var server = await Start("5");
        using var http = Client(server);

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var sample = client; sample < digits.Pictures.Count; sample += Clients)
            {
                var answer = await Ask(http, digits.Pictures[sample]);
                Assert.Equal(digits.Logits[sample], answer.Logits);
                Assert.Equal(Array.IndexOf(answer.Logits, answer.Logits.Max()), answer.Digit);
            }
        }));

        Assert.InRange(server.Services.GetRequiredService<DigitBatches>().Batches, digits.Pictures.Count / Clients, digits.Pictures.Count / 2);
    }

    [Fact]
    public async Task WhatHasBeenAsked_IsAnsweredBeforeTheServerStops()
    {
        await using var server = await Start("300");
        using var http = Client(server);
        var asked = Enumerable.Range(0, Clients).Select(sample => Ask(http, digits.Pictures[sample])).ToList();
        await Task.Delay(100);
        Assert.All(asked, request => Assert.False(request.IsCompleted));

        await server.StopAsync();

        Assert.Equal(digits.Logits.Take(Clients), (await Task.WhenAll(asked)).Select(answer => answer.Logits));
        await Assert.ThrowsAsync<HttpRequestException>(() => Ask(http, digits.Pictures[0]));
    }

    /// <summary>A window that nobody would live to see the end of.</summary>
    [Fact]
    public async Task AServerThatStops_DoesNotWaitForTheWindow()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddBilinear<Digits>(digits.Weights);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<DigitBatches>(services, TimeSpan.FromDays(1)));
        builder.Services.AddHostedService(services => services.GetRequiredService<DigitBatches>());
        using var host = builder.Build();
        await host.StartAsync();
        var asked = host.Services.GetRequiredService<DigitBatches>().LogitsAsync(digits.Pictures[0], CancellationToken.None);

        await host.StopAsync();

        Assert.Equal(digits.Logits[0], await asked.WaitAsync(TimeSpan.FromMinutes(1)));    // of a window of a day
    }

    [Theory]
    [InlineData("--window", "abc", "--window abc is no number of milliseconds from 0 to 1000.")]
    [InlineData("--window", "1e300", "--window 1e300 is no number")]
    [InlineData("--window", "NaN", "--window NaN is no number")]
    [InlineData("--window", "-1", "--window -1 is no number")]
    [InlineData("--weights", "", "--weights names no file")]
    [InlineData("--urls", "http://localhost:99999", "--urls http://localhost:99999 is no address to listen at: give one such as http://localhost:5000")]
    [InlineData("--urls", "http://localhost:0;localhost", "--urls localhost is no address")]
    public void WrongOptions_AreRefusedInASentence(string option, string value, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<OptionException>(() => DigitServer.Create([option, value])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Mistakes_AreProblemsInTheCallersWords()
    {
        await using var server = await Start("0");
        using var http = Client(server);

        foreach (var (body, words) in new[]
        {
            ("""{"pixels": [0, 1]}""", "A picture has 64 pixels, and 2 were given."),
            ("""{}""", "The request has no pixels: give 64 numbers."),
            ($$"""{"pixels": [{{string.Join(", ", Enumerable.Repeat("0", 63))}}, 16]}""", "Pixel 63 is 16, and pixels are from 0 to 1."),
            ($$"""{"pixels": [1e999, {{string.Join(", ", Enumerable.Repeat("0", 63))}}]}""", "Pixel 0 is"),
            ("""{"pixels": "many"}""", "Expected is a JSON object with `pixels`, 64 numbers from 0 to 1"),
            ("no JSON", "Expected is a JSON object with `pixels`, 64 numbers from 0 to 1"),
        })
        {
            var response = await http.PostAsync("/digits", new StringContent(body, null, "application/json"));

            Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.Contains(words, (await response.Content.ReadFromJsonAsync<JsonElement>()).ToString(), StringComparison.Ordinal);
        }
        Assert.Equal("Healthy", await http.GetStringAsync("/health"));
        var api = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.True(api.GetProperty("paths").GetProperty("/digits").GetProperty("post").GetProperty("responses").TryGetProperty("400", out _));
    }

    private async Task<WebApplication> Start(string window)
    {
        var server = DigitServer.Create(["--weights", digits.Weights, "--urls", "http://127.0.0.1:0", "--window", window, "--Logging:LogLevel:Default", "Error"]);
        await server.StartAsync();
        return server;
    }

    private static HttpClient Client(WebApplication server) => new() { BaseAddress = new Uri(server.Urls.Single()) };

    private static async Task<DigitAnswer> Ask(HttpClient http, float[] pixels)
    {
        var response = await http.PostAsJsonAsync("/digits", new DigitRequest(pixels));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<DigitAnswer>())!;
    }
}
