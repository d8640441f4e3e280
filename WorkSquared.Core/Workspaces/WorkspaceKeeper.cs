using System.Data.Common;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Workspaces;

internal sealed class WorkspaceKeeper(
    LogWriter writer, EventAppender appender, Admission admission, IRights rights, SnapshotReader snapshots, TimeProvider time) : IWorkspaces
{
    private const string FindCreated =
        """
        SELECT w.store_id FROM workspaces w JOIN events e ON e.store_id = w.store_id AND e.command_id = @p1
        WHERE e.position = 1 AND e.actor = @p2
        """;

    private const string FindStore = "SELECT 1 FROM stores WHERE id = @p1";

    private const string FindName = "SELECT name FROM workspaces WHERE store_id = @p1";

    private const string FindAccountName = $"SELECT name FROM members WHERE store_id = '{InstanceStore.Id}' AND id = @p1";

    public async Task<string> CreateAsync(CreateWorkspace command, CancellationToken cancellationToken)
    {
        using var span = CoreActivity.Source.StartActivity("workspace.create");
        var name = WorkspaceName.Check(command.Name);
        var now = time.GetUtcNow();
        return await writer.ExecuteAsync(
            session =>
            {
                // Whoever says it again means the same one, under the id that it got then. A different name is refused where it is appended.
                var known = session.Find(FindCreated, ReadText, command.CommandId, command.Actor.Value);
                var storeId = known ?? FreeId(session, name);
                var created = new ProposedEvent(now, command.CommandId, command.Actor, new WorkspaceCreated(storeId, name, now));
                rights.Demand(session, storeId, created);
                if (known is null)
                {
                    session.Execute(StoreRow.Create, storeId, EventHash.Genesis, IProjection.Version);
                }

                if (!appender.Append(session, storeId, created).IsDuplicate)
                {
                    Admit(session, storeId, command.Actor, now);
                }

                return storeId;
            },
            cancellationToken);
    }

    public async Task RenameAsync(RenameWorkspace command, CancellationToken cancellationToken)
    {
        using var span = CoreActivity.Source.StartActivity("workspace.rename")?.SetTag("worksquared.store", command.StoreId);
        var name = WorkspaceName.Check(command.Name);
        var now = time.GetUtcNow();
        var renamed = new ProposedEvent(now, command.CommandId, command.Actor, new WorkspaceRenamed(name, now));
        await writer.ExecuteAsync(
            session =>
            {
                rights.Demand(session, command.StoreId, renamed);
                var present = session.Find(FindName, ReadText, command.StoreId) ?? WorkspaceName.OfUnnamed(command.StoreId);
                return present != name || session.HasCommand(command.StoreId, command.CommandId)
                    ? appender.Append(session, command.StoreId, renamed)
                    : default;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<OwnWorkspace>> OfAsync(Guid accountId, CancellationToken cancellationToken) => await snapshots.ReadEverythingAsync(
        context => LiveMembers.Of(context)
            .Where(member => member.Id == accountId && member.StoreId != InstanceStore.Id)
            .Select(member => new
            {
                member.StoreId,
                Name = context.Workspaces.Where(workspace => workspace.StoreId == member.StoreId).Select(workspace => workspace.Name).FirstOrDefault(),
                member.Role,
            })
            .AsEnumerable()
            .Select(own => new OwnWorkspace(own.StoreId, own.Name ?? WorkspaceName.OfUnnamed(own.StoreId), own.Role!.Value))
            .OrderBy(own => own.Name, StringComparer.OrdinalIgnoreCase).ThenBy(own => own.StoreId, StringComparer.Ordinal)
            .ToList(),
        cancellationToken);

    public async Task<string?> WithConversationAsync(Guid accountId, Guid conversationId, string preferred, CancellationToken cancellationToken)
    {
        var storeId = await snapshots.ReadEverythingAsync(
            context => LiveMembers.Of(context)
                .Where(member => member.Id == accountId
                    && context.Conversations.Any(conversation => conversation.StoreId == member.StoreId && conversation.Id == conversationId))
                .OrderByDescending(member => member.StoreId == preferred).ThenBy(member => member.StoreId)
                .Select(member => member.StoreId)
                .FirstOrDefault(),
            cancellationToken);

        // Of one that they may not see, they must not learn where it is either.
        return storeId is not null && await snapshots.ReadAsync(
            new Reader(storeId, Member.ActorOf(accountId)),
            context => context.Conversations.Any(conversation => conversation.StoreId == storeId && conversation.Id == conversationId),
            cancellationToken)
            ? storeId
            : null;
    }

    // By the system, on the word of whoever makes it: they have no role there yet.
    private void Admit(WriteSession session, string storeId, Actor actor, DateTimeOffset now)
    {
        var owner = Member.IdOf(actor) ?? throw new InvalidOperationException("Only a person can own a workspace.");
        var name = session.Find(FindAccountName, ReadText, owner)
            ?? throw new CommandRefusedException(Refusal.NotFound, "There is no such person here.");
        admission.Name(session, storeId, owner, name, Actor.System, now);
        admission.Grant(session, storeId, owner, Role.Owner, Actor.System, now);
    }

    private static string FreeId(WriteSession session, string name)
    {
        string id;
        do
        {
            id = WorkspaceId.Mint(name);
        }
        while (session.Exists(FindStore, id));

        return id;
    }

    private static string ReadText(DbDataReader reader) => reader.GetString(0);
}
