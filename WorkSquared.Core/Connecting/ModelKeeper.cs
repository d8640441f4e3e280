using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Connecting;

internal sealed class ModelKeeper(LogWriter writer, EventAppender appender, SnapshotReader snapshots, TimeProvider time) : IModelStore
{
    private const string FindKey = "SELECT 1 FROM model_keys WHERE host = @p1";

    private const string ForgetAll = "DELETE FROM model_keys";

    private const string ForgetOthers = "DELETE FROM model_keys WHERE host <> @p1";

    private const string Give = "INSERT INTO model_keys (host, cipher, ending, given_by, given_at) VALUES (@p1, @p2, @p3, @p4, @p5)";

    public Task<SavedModel?> ReadAsync(CancellationToken cancellationToken) => snapshots.ReadEverythingAsync(
        context => context.ModelSettings.AsNoTracking().SingleOrDefault(row => row.StoreId == InstanceStore.Id) is { } row
            ? new SavedModel(row.Settings, row.Version, context.ModelKeys.AsNoTracking().FirstOrDefault()?.Key)
            : null,
        cancellationToken);

    public async Task SaveAsync(SaveModel command, CancellationToken cancellationToken)
    {
        using var span = CoreActivity.Source.StartActivity("model.configure");
        await writer.ExecuteAsync(session => Save(session, command), cancellationToken);
    }

    public async Task ForgetKeyAsync(Guid commandId, Actor actor, CancellationToken cancellationToken)
    {
        using var span = CoreActivity.Source.StartActivity("model.forget-key");
        await writer.ExecuteAsync(
            session =>
            {
                var settings = ModelProjection.Of(session, InstanceStore.Id);
                return settings is not null && Append(session, commandId, settings, key: null, actor) && session.Execute(ForgetAll) > 0;
            },
            cancellationToken);
    }

    private bool Save(WriteSession session, SaveModel command)
    {
        KeyChange? key = command.Key is not null ? KeyChange.Given : session.Exists(FindKey, command.Host) ? KeyChange.Kept : null;
        if (!Append(session, command.CommandId, command.Settings, key, command.Actor))
        {
            return false;
        }

        // In the transaction of the settings: at no instant is a key there that was given for another host than theirs.
        if (command.Key is { } given)
        {
            session.Execute(ForgetAll);
            session.Execute(Give, command.Host, given.Text, given.Ending, command.Actor.Value, time.GetUtcNow());
        }
        else
        {
            session.Execute(ForgetOthers, command.Host);
        }

        return true;
    }

    private bool Append(WriteSession session, Guid commandId, ModelSettings settings, KeyChange? key, Actor actor)
    {
        var now = time.GetUtcNow();
        var configured = new ModelConfigured(
            settings.Provider,
            now,
            settings.Endpoint,
            settings.Model,
            settings.Others is [] ? null : settings.Others,
            settings.ProjectId,
            settings.Temperature,
            settings.MaxOutputTokens,
            key);
        return !appender.Append(session, InstanceStore.Id, new ProposedEvent(now, commandId, actor, configured)).IsDuplicate;
    }
}
