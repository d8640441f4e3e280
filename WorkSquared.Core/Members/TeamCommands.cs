using Microsoft.Extensions.Options;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

internal sealed class TeamCommands(LogWriter writer, EventAppender appender, Admission admission, IOptions<WorkSquaredOptions> options, TimeProvider time)
    : ITeamCommands
{
    /// <summary>The command id of every attempt to make the first administrator: the unique index of the log lets one pass.</summary>
    public static readonly Guid Appointment = Guid.Parse("01980000-0000-8000-8000-0000000a0001");

    public async Task AppointAsync(Guid accountId, string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var written = MemberName.Check(name);
        var storeId = options.Value.StoreId;
        var appointed = new ProposedEvent(now, Appointment, Actor.System, new AdministratorAppointed(accountId, now));
        await writer.ExecuteAsync(
            session =>
            {
                if (session.HasCommand(InstanceStore.Id, Appointment))
                {
                    throw new CommandRefusedException(Refusal.Conflict, "Work Squared has been set up already. Sign in instead.");
                }

                appender.Append(session, InstanceStore.Id, appointed);
                admission.Name(session, InstanceStore.Id, accountId, written, Actor.System, now);
                admission.Grant(session, InstanceStore.Id, accountId, Role.Admin, Actor.System, now);
                admission.Name(session, storeId, accountId, written, Actor.System, now);
                admission.Grant(session, storeId, accountId, Role.Owner, Actor.System, now);
                return true;
            },
            cancellationToken);
    }

    public Task ChangeRoleAsync(ChangeRole command, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task RemoveAsync(string storeId, Guid userId, Actor actor, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task SuspendAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task ReinstateAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => throw new NotImplementedException();
}
