using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Hosting;

/// <summary>What is secret, and what people wrote, is looked for wherever the real program leaves something behind.</summary>
public sealed class SecretTests
{
    private const string Key = "sk-canary-7d10";
    private const string Words = "canary-words-b83e";
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyIsNowhere_AndWordsAreInNoLog_WhateverTheLogIsAskedFor()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        provider.Next(wire => wire.StatusAsync(401, "invalid_api_key", message: $"{Key} said {Words}"));
        provider.Answer("Understood.");
        await using var server = ServerProcess.Create(
            ("Logging__LogLevel__Default", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore.DataProtection", "Trace"),
            ("Logging__LogLevel__Microsoft.EntityFrameworkCore", "Trace"),
            ("WorkSquared__Llm__Provider", "OpenAI"),
            ("WorkSquared__Llm__Endpoint", $"{provider.Url}/v1"));
        var file = Path.Combine(server.Directory, "key");
        await File.WriteAllTextAsync(file, $"{Key}\n", Cancellation);
        server.Set("WorkSquared__Llm__ApiKey_FILE", file);
        await server.StartAgainAsync();
        using var client = SignedIn.ClientOf(server.Url);
        var conversation = NewId();

        await SendAsync(client, conversation, Words);
        await provider.WhenRequestedAsync(1, Cancellation);
        await SendAsync(client, NewId(), Words);
        await provider.WhenRequestedAsync(2, Cancellation);
        var health = await client.GetStringAsync("/healthz", Cancellation) + await ReadAsync(client, "/readyz");
        var refusal = await SendAsync(client, conversation, Words + new string('x', 100_001));
        var exported = await ReadAsync(client, $"/c/{conversation}/export.json") + await ReadAsync(client, "/export.zip") + await ReadAsync(client, "/connect-model");
        await server.TerminateAsync();
        await server.WhenEndedAsync(Cancellation);

        Assert.All(provider.Requests, request => Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]));
        Assert.Contains(Words, exported, StringComparison.Ordinal);
        Assert.Contains("trce:", server.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, server.Said + health + refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, server.Said + health + refusal + exported, StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(server.Directory, "data"), "*", SearchOption.AllDirectories),
            left => Assert.Equal(-1, File.ReadAllBytes(left).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key))));
    }

    [Fact]
    public async Task KeyThatWasEnteredInThePage_IsNowhere_AndInUseAfterARestart()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        provider.Next(wire => wire.StatusAsync(401, "invalid_api_key", message: $"{Key} is wrong"));
        await using var server = await ServerProcess.StartAsync(
            ("Logging__LogLevel__Default", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore.DataProtection", "Trace"),
            ("Logging__LogLevel__Microsoft.EntityFrameworkCore", "Trace"),
            ("WorkSquared__Llm__AllowPrivateHosts", "127.0.0.1"));
        using var client = SignedIn.PageOf(server.Url);
        var entered = new { commandId = NewId(), provider = "openai", endpoint = $"{provider.Url}/v1", model = "gpt-4o", temperature = "", maxOutputTokens = "1000", key = Key };

        using var tested = await client.PostAsJsonAsync("/model/test", entered, Cancellation);
        using var saved = await client.PostAsJsonAsync("/model/settings", entered, Cancellation);
        saved.EnsureSuccessStatusCode();
        var left = await tested.Content.ReadAsStringAsync(Cancellation);
        await server.TerminateAsync();
        await server.WhenEndedAsync(Cancellation);
        left += server.Said;
        await server.StartAgainAsync();
        var conversation = NewId();
        await SendAsync(client, conversation, Words);
        await provider.WhenRequestedAsync(2, Cancellation);
        foreach (var address in new[] { "/model", "/connect-model", "/readyz", "/export.zip", $"/c/{conversation}/export.json", "/" })
        {
            left += await ReadAsync(client, address);
        }

        await server.TerminateAsync();
        await server.WhenEndedAsync(Cancellation);

        Assert.All(provider.Requests, request => Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]));
        Assert.Contains("trce:", server.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, left + server.Said, StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(server.Directory, "data"), "*", SearchOption.AllDirectories),
            file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key))));
    }

    [Fact]
    public async Task DataAndKeys_AreForTheAccountOfTheServerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        await using var server = await ServerProcess.StartAsync();
        using var client = SignedIn.ClientOf(server.Url);
        await client.GetStringAsync("/", Cancellation);
        var data = Path.Combine(server.Directory, "data");

        string[] directories = [data, Path.Combine(data, "keys")];
        string[] files = [.. Directory.EnumerateFiles(data), .. Directory.EnumerateFiles(directories[1])];
        Assert.All(directories, directory => Assert.Equal((directory, OwnerReadsAndWrites | UnixFileMode.UserExecute), (directory, ModeOf(directory))));
        Assert.Contains(files, file => file.EndsWith("worksquared.db-wal", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".xml", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal((file, OwnerReadsAndWrites), (file, ModeOf(file))));
    }

    [Theory]
    [InlineData("OPENAI_API_KEY_FILE")]
    [InlineData("WorkSquared__Llm__ApiKey_FILE")]
    public async Task KeyFile_ThatIsNotThere_StopsTheStartWithASentence(string variable)
    {
        await using var server = ServerProcess.Create((variable, "/nowhere/key"));

        var (exitCode, output) = await server.RunVerbAsync("--urls", "http://127.0.0.1:0");

        Assert.Equal(78, exitCode);
        Assert.Equal($"{variable.Replace("__", ":", StringComparison.Ordinal)} names a file that can't be read: /nowhere/key", output.Trim());
    }

    [Fact]
    public void Secret_PrintsNowhere()
    {
        var secret = new Secret(Key);
        var endpoint = ModelEndpoint.Offline(notice: null) with { ApiKey = secret };

        var printed = $"{secret} {endpoint} {JsonSerializer.Serialize(secret)} {JsonSerializer.Serialize(endpoint)}";

        Assert.DoesNotContain("canary", printed, StringComparison.Ordinal);
        Assert.Equal(Key, secret.Reveal());
    }

    private static async Task<string> SendAsync(HttpClient client, Guid conversation, string text)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/c/{conversation}/messages") { Content = JsonContent.Create(new { commandId = NewId(), text }) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await client.SendAsync(request, Cancellation);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest);
        return response.StatusCode is HttpStatusCode.OK ? "" : await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<string> ReadAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address, Cancellation);
        return Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
