using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Answering;

namespace WorkSquared.Tests.Web.Health;

public sealed class ReadinessTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Site_ThatPeopleCanUse_IsReady_AndTellsItsPartsApart()
    {
        await using var site = Site(services => services.Configure<ResponderOptions>(responder => responder.Enabled = true));

        var (status, body) = await ReadAsync(site);

        Assert.Equal(HttpStatusCode.OK, status);
        const string Expected =
            """
            {"status":"ready","database":{"status":"ok"},"responder":{"status":"ok","oldestWaitingSeconds":0,"openTurns":0},"provider":{"status":"ok","name":"Offline playbook"}}
            """;
        Assert.Equal(Expected, body);
    }

    [Fact]
    public async Task OldestWaitingQuestion_IsAged_AndDegradesTheSiteAfterFiveMinutes_WithoutItsText()
    {
        await using var site = Site();
        await SayAsync(site, "canary-33e0");

        _time.Advance(TimeSpan.FromMinutes(5));
        var (_, inTime) = await ReadAsync(site);
        Assert.Contains("\"status\":\"ready\"", inTime, StringComparison.Ordinal);
        Assert.Contains("\"oldestWaitingSeconds\":300,\"openTurns\":1", inTime, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(1));
        var (status, late) = await ReadAsync(site);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", JsonDocument.Parse(late).RootElement.GetProperty("status").GetString());
        Assert.Contains("\"responder\":{\"status\":\"late\",\"oldestWaitingSeconds\":301", late, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-33e0", inTime + late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Responder_ThatHangs_DegradesTheSite()
    {
        var queue = new QueueThatHangs();
        await using var site = Site(services => services
            .Configure<ResponderOptions>(responder => responder.Enabled = true)
            .AddSingleton<ITurnQueue>(queue));
        Assert.Contains("\"responder\":{\"status\":\"ok\"", (await ReadAsync(site)).Body, StringComparison.Ordinal);
        await queue.Asked;

        _time.Advance(TimeSpan.FromSeconds(31));

        var (status, body) = await ReadAsync(site);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("{\"status\":\"degraded\",", body, StringComparison.Ordinal);
        Assert.Contains("\"responder\":{\"status\":\"hanging\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Responder_ThatIsOff_DoesNotHang()
    {
        await using var site = Site();
        await ReadAsync(site);
        _time.Advance(TimeSpan.FromHours(1));

        var (_, body) = await ReadAsync(site);

        Assert.StartsWith("{\"status\":\"ready\",", body, StringComparison.Ordinal);
        Assert.Contains("\"responder\":{\"status\":\"off\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_ThatCannotBeWritten_MakesTheSiteUnavailable()
    {
        await using var site = Site();
        await ReadAsync(site);
        var directory = site.Services.GetRequiredService<IOptions<WorkSquaredOptions>>().Value.DataDirectory;
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "worksquared.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TRIGGER full BEFORE UPDATE ON stores BEGIN SELECT RAISE(ABORT, 'canary-secret'); END";
            command.ExecuteNonQuery();
        }

        var (status, body) = await ReadAsync(site);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith("{\"status\":\"unavailable\",\"database\":{\"status\":\"failing\"}", body, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-secret", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelStatus.Ok, "ok")]
    [InlineData(ModelStatus.Failing, "failing")]
    public async Task Provider_IsReported_AsWhoeverAsksItSays(ModelStatus model, string status)
    {
        await using var site = Site(services => services.AddSingleton<IModelHealth>(new FixedHealth(model)));

        var (code, body) = await ReadAsync(site);

        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Contains($"\"provider\":{{\"status\":\"{status}\"", body, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Body)> ReadAsync(TestSite site)
    {
        var response = await site.CreateClient().GetAsync("/readyz", Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private TestSite Site(Action<IServiceCollection>? configure = null) => new()
    {
        Configure = services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            configure?.Invoke(services);
        },
    };

    private Task SayAsync(TestSite site, string text) => site.Services.GetRequiredService<IChatCommands>().SendAsync(
        new SendMessage(
            "default", Guid.CreateVersion7(_time.GetUtcNow()), Guid.CreateVersion7(_time.GetUtcNow()), text, site.Ada),
        Cancellation);

    private sealed record FixedHealth(ModelStatus Status) : IModelHealth;

    private sealed class QueueThatHangs : ITurnQueue
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task.WaitAsync(Cancellation);

        public async Task<TurnClaim?> ClaimNextAsync(TimeSpan lease, bool isLastSlot, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        }

        public Task<ClaimState> RenewAsync(TurnClaim claim, TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ReleaseAsync(TurnClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<TurnHistory> ReadHistoryAsync(TurnClaim claim, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> SaveDraftAsync(TurnClaim claim, int attempt, string text, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
