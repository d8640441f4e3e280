using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>samples/planner against the real server: what it does, it does through the event API alone.</summary>
[Trait("Kind", "EndToEnd")]
public sealed partial class SampleServiceTests(BrowserFixture browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task QuestionInTheBrowser_IsAnsweredByAnotherService_OnceAlsoAfterItWasDown()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        var token = await TokenAsync(server);
        var page = await browser.OpenAsync(server.Url);

        await using (await Sample.StartAsync(server, token, "--responder"))
        {
            await page.AskAsync("When is the kick-off?");
            await page.ExpectMessagesAsync("When is the kick-off?", "You wrote 21 characters");
            await Assertions.Expect(page.Messages().Nth(1)).ToHaveAccessibleNameAsync(new Regex("^Assistant"));
        }

        await page.AskAsync("And who comes to it?");
        await page.ExpectMessagesAsync("When is the kick-off?", "You wrote 21 characters", "And who comes to it?", "");

        await using (await Sample.StartAsync(server, token, "--responder"))
        {
            await page.ExpectMessagesAsync("When is the kick-off?", "You wrote 21 characters", "And who comes to it?", "You wrote 20 characters");
        }

        var (exitCode, output) = await server.RunVerbAsync("verify");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(token[^43..], server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mention_IsAnsweredByTheServicesOwnMember()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        var token = await TokenAsync(server);
        await using var sample = await Sample.StartAsync(server, token);
        var page = await browser.OpenAsync(server.Url);

        await page.AskAsync("@planner when is the kick-off?");

        var reply = page.Messages().Filter(new() { HasText = "You wrote 30 characters: “planner when" });
        await Assertions.Expect(reply).ToHaveCountAsync(1);
        await Assertions.Expect(reply).ToHaveAccessibleNameAsync(new Regex("^planner@example.org"));
    }

    private static async Task<string> TokenAsync(ServerProcess server)
    {
        var (exitCode, output) = await server.RunVerbAsync("token", "create", "--store", "default", "--user", "planner@example.org", "--scope", "write");
        Assert.True(exitCode == 0, output);
        return Token().Match(output).Value;
    }

    [GeneratedRegex("^ws_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$", RegexOptions.Multiline)]
    private static partial Regex Token();

    /// <summary>The sample as its readers start it.</summary>
    private sealed class Sample(Process process) : IAsyncDisposable
    {
        public static async Task<Sample> StartAsync(ServerProcess server, string token, params string[] arguments)
        {
            ProcessStartInfo start = new("node", [Path.Combine(Root(), "samples", "planner", "planner.mjs"), .. arguments])
            {
                WorkingDirectory = server.Directory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["WS_URL"] = server.Url;
            start.Environment["WS_TOKEN"] = token;
            var process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
            {
                if (line.StartsWith("following", StringComparison.Ordinal))
                {
                    // Nobody reads it any more, and a full pipe would stop it.
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return new Sample(process);
                }
            }

            throw new InvalidOperationException($"The sample ended: {await process.StandardError.ReadToEndAsync(Cancellation)}");
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        private static string Root()
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "WorkSquared.sln")))
            {
                directory = directory.Parent!;
            }

            return directory.FullName;
        }
    }
}
