using System.Text.Json;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

/// <summary>What must hold of everything that is derived from a log, however it came about.</summary>
internal static class LogModelCheck
{
    private static readonly JsonSerializerOptions _json = new() { Converters = { new ActorAsText() } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Whatever happened here reads the same where it is imported.</summary>
    public static async Task ArchiveAsync(TestWorkspace workspace, bool isEmpty)
    {
        await using var other = await TestWorkspace.StartAsync();
        var status = await other.ImportAsync(await workspace.ExportAsync());
        Assert.True(status.Problem is null || isEmpty, status.Problem);
        Assert.Equal(await workspace.BranchesAsync(), await other.BranchesAsync());
        Assert.Empty((await other.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    public static async Task StatesAsync(TestWorkspace workspace, Dictionary<Guid, List<Conversation>> seen, List<CommittedEvent> events)
    {
        // Every event twice: seen again it must change nothing.
        var list = events.SelectMany(committed => new[] { committed, committed }).Aggregate(ConversationList.Empty, (state, committed) => state.Apply(committed));
        Assert.Equal(list.Items, (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 100, Cancellation)).Items);

        foreach (var id in events.Select(committed => committed.Data).Select(BegunBy).OfType<Guid>())
        {
            // Read at any moment and folded on from there, a branch is what a reader of the end would see of it, unless the fold says
            // that it can't tell.
            foreach (var start in seen.GetValueOrDefault(id, []).Prepend(Conversation.Empty(TestWorkspace.StoreId, id)))
            {
                var folded = events.SelectMany(committed => new[] { committed, committed }).Aggregate(start, (state, committed) => state.Apply(committed));
                var stored = await workspace.OpenAsync(id, folded.Tip);

                Assert.Equal((folded.Title, folded.Version, folded.Place, folded.Settings), (stored.Title, stored.Version, stored.Place, stored.Settings));
                Assert.Equal(AsJson(folded.OpenTurns), AsJson(stored.OpenTurns));
                if (!folded.IsOutdated)
                {
                    Assert.Equal(AsJson(folded.Messages), AsJson(stored.Messages));
                    Assert.Equal(AsJson(folded.Branch), AsJson(stored.Branch));
                }
            }

            await TreeModel.CheckAsync(workspace, id, events);
        }
    }

    private static Guid? BegunBy(WorkEvent data) => data switch
    {
        ConversationCreated created => created.Id,
        ConversationImported imported => imported.Id,
        _ => null,
    };

    private static string AsJson<T>(T value) => JsonSerializer.Serialize(value, _json);
}
