using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Tests.Core.Sharing;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Audit;

/// <summary>Who looks at a log, and what they find there.</summary>
public sealed class AuditReaderTests : IAsyncLifetime
{
    private PrivateConversation _one = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAuditReader Audit => _one.Get<IAuditReader>();

    private Reader Ada => PrivateConversation.ReaderOf(Member.ActorOf(_one.Team.Ada));

    private Reader Cy => PrivateConversation.ReaderOf(Member.ActorOf(_one.Cy));

    public async ValueTask InitializeAsync() => _one = await PrivateConversation.StartAsync();

    public ValueTask DisposeAsync() => _one.DisposeAsync();

    [Fact]
    public async Task Log_IsForWhoeverRunsItsStore_AndWhoeverAsksOtherwiseIsRecorded()
    {
        var admin = PrivateConversation.ReaderOf(Member.ActorOf(await _one.Team.JoinAsync("Dan", Role.Admin)));
        Assert.NotEmpty((await Audit.ReadAsync(admin, AuditFilter.None, null, Cancellation))!.Lines);
        Assert.NotEmpty((await Audit.ReadAsync(Server(Ada), AuditFilter.None, null, Cancellation))!.Lines);

        foreach (var reader in new[] { Cy, PrivateConversation.ReaderOf(Member.ActorOf(_one.Gus)), Server(admin), Server(Cy), new Reader("elsewhere", Ada.Actor) })
        {
            Assert.Null(await Audit.ReadAsync(reader, AuditFilter.None, null, Cancellation));
            Assert.Null(await Audit.PayloadAsync(reader, 1, Cancellation));
            Assert.Null(await Audit.DownloadAsync(reader, AuditFilter.None, 10, Cancellation));
            Assert.Single((await RecordedAsync<AccessRefused>()).Select(refused => (refused.Actor, refused.Data.What)), (reader.Actor, $"audit of {reader.StoreId}"));
        }
    }

    [Fact]
    public async Task Right_ThatIsTaken_EndsADownloadThatIsUnderWay()
    {
        var dan = await _one.Team.JoinAsync("Dan", Role.Admin);
        await WriteAsync(150);
        var records = await Audit.DownloadAsync(PrivateConversation.ReaderOf(Member.ActorOf(dan)), AuditFilter.None, 1000, Cancellation);

        var count = 0;
        await foreach (var _ in records!)
        {
            if (++count == 1)
            {
                await _one.Team.ChangeAsync(_one.Team.Ada, dan, Role.Member);
            }
        }

        Assert.Equal(AuditReader.PageSize, count);
    }

    [Fact]
    public async Task PrivateConversation_OfOthers_IsThereWithoutTextNameAndId_InListPayloadAndDownload()
    {
        var page = await Audit.ReadAsync(Ada, new AuditFilter(AuditGroup.Conversations), null, Cancellation);
        var hidden = page!.Lines.Where(line => line.IsPrivate).ToList();

        Assert.NotEmpty(hidden);
        Assert.All(hidden, line => Assert.Equal((null, null), ((object?)line.Data, (object?)line.Conversation)));
        Assert.Null(await Audit.PayloadAsync(Ada, hidden[0].Position, Cancellation));
        var open = page.Lines.First(line => line.Conversation?.Id == _one.Open);
        Assert.Equal("Good morning", open.Conversation!.Title);
        Assert.Contains("Good morning", await Audit.PayloadAsync(Ada, page.Lines.First(line => line.Type == "v1.ChatMessageSent" && !line.IsPrivate).Position, Cancellation));

        var file = JsonSerializer.Serialize(await (await Audit.DownloadAsync(Ada, AuditFilter.None, 1000, Cancellation))!.ToListAsync(Cancellation));
        Assert.Contains("Good morning", file, StringComparison.Ordinal);
        Assert.DoesNotContain(PrivateConversation.Canary, file, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_one.Id.ToString(), file, StringComparison.OrdinalIgnoreCase);

        await _one.ShareAsync(_one.Team.Ada, isShared: true);
        Assert.Contains(PrivateConversation.Canary, await Audit.PayloadAsync(Ada, hidden[^1].Position, Cancellation), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Pages_FollowEachOther_WithoutAGapOrARepetition_ThoughMoreIsWrittenMeanwhile()
    {
        await WriteAsync(120);
        var head = await HeadAsync(TestWorkspace.StoreId);
        List<long> positions = [];
        AuditLines page;
        do
        {
            page = (await Audit.ReadAsync(Ada, AuditFilter.None, positions.Count == 0 ? null : positions[^1], Cancellation))!;
            positions.AddRange(page.Lines.Select(line => line.Position));
            await WriteAsync(1);
        }
        while (page.HasMore);

        Assert.Equal(Enumerable.Range(1, (int)head).Select(position => (long)position).Reverse(), positions);
    }

    [Fact]
    public async Task Filter_LetsThroughWhatItSays_AndNothingElse()
    {
        var answers = await LinesAsync(Ada, new AuditFilter(AuditGroup.Answers));
        Assert.Equal(["v1.LLMResponseReceived", "v1.LLMResponseStarted"], answers.Select(line => line.Type));

        var ofBob = await LinesAsync(Ada, new AuditFilter(By: _one.Insider));
        Assert.Contains(ofBob, line => line.Actor == Actor.AssistantFor(_one.Insider));
        Assert.All(ofBob, line => Assert.Equal(_one.Insider, line.Actor.OnBehalfOf));
        Assert.DoesNotContain(await LinesAsync(Ada, new AuditFilter(AuditGroup.Answers, Actor.System)), line => line.Actor != Actor.System);

        var today = DateOnly.FromDateTime(_one.Workspace.Time.GetUtcNow().UtcDateTime);
        _one.Workspace.Time.Advance(TimeSpan.FromDays(1));
        await _one.SayAsync(_one.Insider, "The next day", _one.Open);
        Assert.Equal("v1.ChatMessageSent", Assert.Single(await LinesAsync(Ada, new AuditFilter(From: today.AddDays(1)))).Type);
        Assert.Equal("v1.ChatMessageSent", Assert.Single(await LinesAsync(Ada, new AuditFilter(From: today.AddDays(1), To: today.AddDays(1)))).Type);
        Assert.Equal(await HeadAsync(TestWorkspace.StoreId) - 1, (await LinesAsync(Ada, new AuditFilter(To: today)))[0].Position);
        Assert.Empty(await LinesAsync(Ada, new AuditFilter(From: today.AddDays(2), To: DateOnly.MaxValue)));
    }

    [Fact]
    public async Task Look_IsRecorded_OnceInTenMinutesForWhoeverTurnsPages_AndForEveryFilterAndPayload()
    {
        await Audit.ReadAsync(Ada, AuditFilter.None, null, Cancellation);
        await Audit.ReadAsync(Ada, AuditFilter.None, 20, Cancellation);
        await Audit.ReadAsync(Ada, new AuditFilter(AuditGroup.Members, _one.Insider), null, Cancellation);
        await Audit.PayloadAsync(Ada, 1, Cancellation);
        await Audit.PayloadAsync(Ada, 2, Cancellation);
        await Audit.DownloadAsync(Ada, AuditFilter.None, 10, Cancellation);
        _one.Workspace.Time.Advance(TimeSpan.FromMinutes(10));
        await Audit.ReadAsync(Ada, AuditFilter.None, 20, Cancellation);

        Assert.Equal(
            [("list", null), ("list", $"kind=Members by={_one.Insider}"), ("payload", "position=1"), ("payload", "position=2"), ("download", null), ("list", null)],
            (await RecordedAsync<AuditViewed>()).Select(viewed => (viewed.Data.What, viewed.Data.Filter)));
        Assert.All(await RecordedAsync<AuditViewed>(), viewed => Assert.Equal((_one.Team.Ada, TestWorkspace.StoreId), (viewed.Data.UserId, viewed.Data.StoreId)));
    }

    [Fact]
    public async Task Download_EndsAtItsLimit()
    {
        await WriteAsync(120);

        var records = await (await Audit.DownloadAsync(Ada, AuditFilter.None, 70, Cancellation))!.ToListAsync(Cancellation);

        Assert.Equal(Enumerable.Range(0, 70).Select(back => records[0].Position - back), records.Select(record => record.Position));
    }

    [Fact]
    public void EveryTypeOfEvent_IsInOneGroup() =>
        Assert.Equal(EventTypes.Known.Select(type => type.Name).Order(StringComparer.Ordinal), AuditGroups.Types.Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task LongLog_IsLookedThroughInTheIndexAlone()
    {
        var filter = new AuditFilter(AuditGroup.Members, _one.Insider, new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1));

        var plan = await _one.Workspace.Snapshots.ReadEverythingAsync(
            context => QueryPlan.Of(context.Database.GetDbConnection(), AuditReader.Rows(context, TestWorkspace.StoreId, filter, 100, 51).ToQueryString()), Cancellation);

        Assert.Contains(plan, step => step.Contains("USING COVERING INDEX ix_events_audit (store_id=? AND position<?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN events", StringComparison.Ordinal));
    }

    private static Reader Server(Reader reader) => reader with { StoreId = InstanceStore.Id };

    private async Task<IReadOnlyList<AuditLine>> LinesAsync(Reader reader, AuditFilter filter) =>
        (await Audit.ReadAsync(reader, filter, null, Cancellation))!.Lines;

    private async Task WriteAsync(int events)
    {
        for (var count = 0; count < events; count++)
        {
            await _one.SayAsync(_one.Insider, $"Line {count}", _one.Open);
        }
    }

    private async Task<long> HeadAsync(string storeId) => (await _one.Get<ILogReader>().ReadAsync(storeId, 0, 10_000, topic: null, Cancellation)).Events[^1].Position;

    private async Task<IReadOnlyList<(Actor Actor, T Data)>> RecordedAsync<T>()
        where T : AuditEvent =>
        [
            .. (await _one.Get<ILogReader>().ReadAsync(InstanceStore.Id, 0, 10_000, topic: null, Cancellation)).Events
                .Where(committed => committed.Data is T)
                .Select(committed => (committed.Actor, (T)committed.Data)),
        ];
}
