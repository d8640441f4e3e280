using System.Reflection;
using System.Text;
using System.Text.Json;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Presence;
using WorkSquared.Core.Search;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Workspaces;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Sharing;

/// <summary>Nothing that reads gives anything of a conversation to whoever does not see it. A new reader is in this table, or the first test fails.</summary>
public sealed class EveryReaderTests : IAsyncLifetime
{
    private delegate Task<object?> Reading(PrivateConversation one, Reader reader);

    /// <summary>What reads conversations, and how; null for what works for the system alone, or gives nothing that another person has written.</summary>
    private static readonly Dictionary<string, Reading?> _readers = new()
    {
        ["IChatReader.OpenAsync"] = async (one, reader) => await one.Workspace.Reader.OpenAsync(reader, one.Id, one.Turn, 100, Cancellation),
        ["IChatReader.OpenAtAsync"] = async (one, reader) => await one.Workspace.Reader.OpenAtAsync(reader, one.Id, one.Turn, null, 100, Cancellation),
        ["IChatReader.ListAsync"] = async (one, reader) => await one.Workspace.Reader.ListAsync(reader, 100, Cancellation),
        ["IReasoningReader.ReadAsync"] = async (one, reader) => await one.Get<IReasoningReader>().ReadAsync(reader, one.Id, one.Turn, Cancellation),
        ["IOrganisingReader.ArchiveAsync"] = async (one, reader) =>
        {
            await OrganiseAsync(one, OrganisingAct.Archive);
            return await one.Get<IOrganisingReader>().ArchiveAsync(reader, 100, Cancellation);
        },
        ["IOrganisingReader.BinAsync"] = async (one, reader) =>
        {
            await OrganiseAsync(one, OrganisingAct.Delete);
            var shelf = await one.Get<IOrganisingReader>().BinAsync(reader, 100, Cancellation);
            await OrganiseAsync(one, OrganisingAct.Restore);
            return shelf;
        },
        ["ISearchReader.SearchAsync"] = async (one, reader) =>
            await one.Get<ISearchReader>().SearchAsync(reader, new SearchRequest(PrivateConversation.Canary, 100), Cancellation),
        ["ILabelReader.AllAsync"] = async (one, reader) => await one.Get<ILabelReader>().AllAsync(reader, Cancellation),
        ["ILabelReader.OfAsync"] = async (one, reader) => (await one.Get<ILabelReader>().OfAsync(reader, [one.Id], Cancellation)).Values,
        ["ILabelReader.ConversationsAsync"] = async (one, reader) =>
            await one.Get<ILabelReader>().ConversationsAsync(reader, $"{PrivateConversation.Canary} label", 100, Cancellation),
        ["ITaskReader.ReadAsync"] = async (one, reader) => await one.Get<ITaskReader>().ReadAsync(reader, 100, one.TaskId, Cancellation),
        ["IUsageReader.OfAnswerAsync"] = async (one, reader) => Mark(await one.Get<IUsageReader>().OfAnswerAsync(reader, one.Id, one.Turn, Cancellation)),
        ["IUsageReader.OfFailureAsync"] = async (one, reader) => Mark(await one.Get<IUsageReader>().OfFailureAsync(reader, one.Id, one.Turn, Cancellation)),
        ["IUsageReader.OfConversationAsync"] = async (one, reader) =>
            Mark((await one.Get<IUsageReader>().OfConversationAsync(reader, one.Id, Cancellation)) is { Requests: > 0 } sum ? sum : null),
        ["IUsageReader.OfMemberAsync"] = null,
        ["IUsageReader.OfStoreAsync"] = null,
        ["ISentPrompts.ReadAsync"] = async (one, reader) => await one.Get<ISentPrompts>().ReadAsync(reader, one.Id, one.Turn, Cancellation),
        ["ITurnRecords.ReadAsync"] = async (one, reader) => await one.Get<ITurnRecords>().ReadAsync(reader, one.Id, one.Turn, 100, Cancellation),
        ["IConversationLog.ReadAsync"] = async (one, reader) =>
            await one.Get<IConversationLog>().ReadAsync(reader, one.Id, Cancellation).ToListAsync(Cancellation),
        ["IStoreLog.DescribeAsync"] = async (one, reader) =>
            (await one.Get<IStoreLog>().DescribeAsync(reader, Cancellation)).Conversations > 1 ? PrivateConversation.Canary : null,
        ["IStoreLog.ReadAsync"] = async (one, reader) => await one.Get<IStoreLog>().ReadAsync(reader, 1000, Cancellation).ToListAsync(Cancellation),
        ["IStoreLog.ReadPageAsync"] = async (one, reader) => await one.Get<IStoreLog>().ReadPageAsync(reader, 0, 500, Cancellation),
        ["IStoreLog.ConversationsAsync"] = async (one, reader) =>
            await one.Get<IStoreLog>().ConversationsAsync(reader, Cancellation).ToListAsync(Cancellation),
        ["ISharingReader.ReadAsync"] = async (one, reader) => Mark(await one.Get<ISharingReader>().ReadAsync(reader, one.Id, Cancellation)),
        ["IEventBus.SubscribeAsync"] = ListenAsync,
        ["IDraftBoard.WatchAsync"] = async (one, reader) =>
        {
            one.Workspace.Drafts.Publish(one.DraftIn(one.Id));
            return await one.Workspace.Drafts.WatchAsync(reader, one.Id, Cancellation).Take(1).ToListAsync(Cancellation);
        },
        ["IStoreDrafts.WatchAsync"] = WatchDraftsAsync,
        ["IPresenceBoard.WatchAsync"] = async (one, reader) =>
        {
            var board = one.Get<IPresenceBoard>();
            using var here = board.Enter(TestWorkspace.StoreId, one.Id, one.Insider);
            return Mark((await board.WatchAsync(reader, one.Id, Cancellation).Take(1).ToListAsync(Cancellation)).FirstOrDefault());
        },
        ["IComposerDrafts.ReadAsync"] = async (one, reader) =>
        {
            if (reader.Actor == one.Insider)
            {
                await one.Get<IComposerDrafts>().SaveAsync(
                    new SaveDraft(
                        TestWorkspace.StoreId, reader.Actor, one.Id, IsEdit: false, PrivateConversation.Canary, one.Workspace.NewId(), null,
                        one.Workspace.NewId(), []),
                    Cancellation);
            }

            return await one.Get<IComposerDrafts>().ReadAsync(TestWorkspace.StoreId, reader.Actor, one.Id, Cancellation);
        },

        // Their own versions alone, and nothing of a text.
        ["IComposerDrafts.WatchAsync"] = null,
        ["IReadingMarks.ReadAsync"] = null,
        ["IReadingMarks.WatchAsync"] = null,

        // A library of the workspace's; of conversations it knows nothing.
        ["IPromptReader.ReadAsync"] = null,

        ["IAuditReader.ReadAsync"] = async (one, reader) => (await (await AsAnAdminAsync(one, reader)).ReadAsync(reader, AuditFilter.None, null, Cancellation))?.Lines
            .Select(line => new { line, Payload = line.Data is null ? null : Encoding.UTF8.GetString(EventTypes.Write(line.Data)) }),
        ["IAuditReader.PayloadAsync"] = async (one, reader) =>
        {
            var audit = await AsAnAdminAsync(one, reader);
            var head = (await one.Get<IStoreLog>().DescribeAsync(reader, Cancellation)).Head;
            List<string?> payloads = [];
            for (var position = 1; position <= head; position++)
            {
                payloads.Add(await audit.PayloadAsync(reader, position, Cancellation));
            }

            return payloads;
        },
        ["IAuditReader.DownloadAsync"] = async (one, reader) =>
            await (await AsAnAdminAsync(one, reader)).DownloadAsync(reader, AuditFilter.None, 1000, Cancellation) is { } records
                ? await records.ToListAsync(Cancellation)
                : null,

        // Of conversations they know nothing, either.
        ["ITokenReader.OfStoreAsync"] = null,

        // Builds its file from ITurnRecords; PrivateRequestsTests asks for one.
        ["ICaseFiles.ExportAsync"] = null,

        ["IWorkspaces.WithConversationAsync"] = async (one, reader) => Mark(await one.Get<IWorkspaces>().WithConversationAsync(
            WorkSquared.Core.Members.Member.IdOf(reader.Actor)!.Value, one.Id, TestWorkspace.StoreId, Cancellation)),

        // For the responder.
        ["IDraftBoard.Publish"] = null,
        ["IDraftBoard.Clear"] = null,
        ["IPresenceBoard.Enter"] = null,
    };

    private static readonly JsonSerializerOptions _json = new() { Converters = { new ActorAsText() } };

    private PrivateConversation _one = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Readers => [.. _readers.Where(reader => reader.Value is not null).Select(reader => reader.Key)];

    public async ValueTask InitializeAsync() => _one = await PrivateConversation.StartAsync();

    public ValueTask DisposeAsync() => _one.DisposeAsync();

    [Fact]
    public void WhateverReadsConversations_IsInTheTable()
    {
        var found = typeof(Reader).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance), (type, method) => (Name: $"{type.Name}.{method.Name}", method))
            .Where(each => each.method.GetParameters().Any(ReadsConversations))
            .Select(each => each.Name)
            .Distinct()
            .Except(EveryCommandTests.Names);

        Assert.Equal(found.Order(StringComparer.Ordinal), _readers.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task NobodyElse_GetsAnythingOfAPrivateConversation(string name)
    {
        var reading = _readers[name]!;
        foreach (var outsider in _one.Outsiders)
        {
            var text = Text(await reading(_one, PrivateConversation.ReaderOf(outsider)));
            Assert.DoesNotContain(PrivateConversation.Canary, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(_one.Id.ToString(), text, StringComparison.OrdinalIgnoreCase);
        }

        // Otherwise the test would say nothing.
        var own = Text(await reading(_one, PrivateConversation.ReaderOf(_one.Insider)));
        if (name is not "IUsageReader.OfFailureAsync")
        {
            Assert.True(
                own.Contains(PrivateConversation.Canary, StringComparison.OrdinalIgnoreCase) || own.Contains(_one.Id.ToString(), StringComparison.OrdinalIgnoreCase), own);
        }
    }

    private static bool ReadsConversations(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Reader)
        || parameter.Name is "conversationId" or "conversations"
        || (parameter.ParameterType.Assembly == typeof(Reader).Assembly && parameter.ParameterType.GetProperty("ConversationId") is not null);

    private static async Task<object?> ListenAsync(PrivateConversation one, Reader reader)
    {
        // The last of them is for everybody: the first one after it ends the wait.
        await one.Team.JoinAsync($"Somebody {one.Workspace.NewId():N}", WorkSquared.Core.Members.Role.Guest);
        var head = (await one.Get<IStoreLog>().DescribeAsync(reader, Cancellation)).Head;
        List<CommittedEvent> heard = [];
        await foreach (var committed in one.Workspace.Bus.SubscribeAsync(reader, 0, topic: null, Cancellation))
        {
            // Whoever lost sight of it is told that they did, by its id, and saw it until then.
            if (committed.Data is not ConversationRestricted)
            {
                heard.Add(committed);
            }

            if (committed.Position >= head - 1 && committed.Data is WorkSquared.Core.Members.RoleGranted)
            {
                break;
            }
        }

        return heard.Select(committed => new { committed.Id, committed.Data.Topic, Payload = Encoding.UTF8.GetString(EventTypes.Write(committed.Data)) });
    }

    private static async Task<object?> WatchDraftsAsync(PrivateConversation one, Reader reader)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        List<Draft> seen = [];
        await using var drafts = one.Get<IStoreDrafts>().WatchAsync(reader, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = drafts.MoveNextAsync().AsTask();
        one.Workspace.Drafts.Publish(one.DraftIn(one.Id));

        // Of a conversation that does not exist: nobody is kept from it.
        one.Workspace.Drafts.Publish(one.DraftIn(Guid.Empty) with { Text = "The last one" });
        do
        {
            Assert.True(await next);
            seen.Add(drafts.Current);
            next = drafts.MoveNextAsync().AsTask();
        }
        while (seen[^1].Text != "The last one");

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        return seen;
    }

    private static Task OrganiseAsync(PrivateConversation one, OrganisingAct act) => one.Get<IOrganisingCommands>().OrganiseAsync(
        new Organise(TestWorkspace.StoreId, one.Workspace.NewId(), one.Id, act, one.Insider), Cancellation);

    /// <summary>For what is read by those who run the workspace alone.</summary>
    private static async Task<IAuditReader> AsAnAdminAsync(PrivateConversation one, Reader reader)
    {
        if (reader.Actor == one.Insider)
        {
            await one.Team.ChangeAsync(one.Team.Ada, one.Bob, WorkSquared.Core.Members.Role.Admin);
        }

        return one.Get<IAuditReader>();
    }

    /// <summary>For what says something of the conversation and names it nowhere.</summary>
    private static object? Mark(object? answer) => answer is null ? null : PrivateConversation.Canary;

    private static string Text(object? answer) => answer is byte[] bytes ? Encoding.UTF8.GetString(bytes) : JsonSerializer.Serialize(answer, _json);
}
