using System.Data.Common;
using WorkSquared.Core.Events;
using WorkSquared.Core.Rights;

namespace WorkSquared.Core.Log;

/// <summary>Adds one event and all its projections to the transaction at hand. The only place where an event row is inserted.</summary>
internal sealed class EventAppender(IEnumerable<IProjection> projections, IRights rights, TimeProvider time)
{
    private const string Insert =
        """
        INSERT INTO events (store_id, position, id, command_id, type, schema_version, actor, causation_id, correlation_id, topic,
                            committed_at, payload, payload_hash, chain)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14)
        ON CONFLICT (store_id, command_id) DO NOTHING
        """;

    private const string FindByCommand =
        "SELECT position, id, type, payload FROM events WHERE store_id = @p1 AND command_id = @p2";

    private const string FindCorrelation = "SELECT correlation_id FROM events WHERE id = @p1";

    private readonly IProjection[] _projections = [.. projections];

    /// <exception cref="CommandRefusedException">Whoever proposes it may not, or the command id was used before, for something else.</exception>
    public Appended Append(WriteSession session, string storeId, ProposedEvent proposed)
    {
        // Here, in the transaction: between any check before it and the commit somebody may have lost their role.
        rights.Demand(session, storeId, proposed);

        var head = session.HeadOf(storeId);
        var committed = new CommittedEvent(
            storeId,
            head.Position + 1,
            proposed.Id,
            proposed.Type,
            proposed.CommandId,
            proposed.Actor,
            proposed.CausationId,
            CorrelationOf(session, proposed),
            time.GetUtcNow(),
            proposed.Data);
        var chain = EventHash.Chain(head.Chain, committed, EventTypes.SchemaVersion, proposed.PayloadHash);

        var inserted = session.Execute(
            Insert, storeId, committed.Position, committed.Id, committed.CommandId, committed.Type, EventTypes.SchemaVersion, committed.Actor.Value,
            committed.CausationId, committed.CorrelationId, committed.Data.Topic, committed.CommittedAt, proposed.Payload, proposed.PayloadHash, chain);
        if (inserted == 0)
        {
            return Repeated(session, storeId, proposed);
        }

        head.Advance(chain);
        foreach (var projection in _projections)
        {
            projection.Apply(committed, session);
        }

        session.Committed.Add(committed);
        return new Appended(committed.Position, committed.Id, IsDuplicate: false);
    }

    /// <summary>Whatever is checked in a conversation, or said about it, comes after this: to whoever does not see it, it is not there.</summary>
    /// <param name="refusal">What is said where there is none.</param>
    /// <exception cref="CommandRefusedException">It is there, and they do not see it.</exception>
    public void DemandSight(
        WriteSession session, string storeId, Guid conversationId, Actor actor, string refusal = "There is no such conversation.")
    {
        if (rights.Hides(session, storeId, conversationId, actor))
        {
            throw new CommandRefusedException(Refusal.NotFound, refusal);
        }
    }

    /// <summary>Whether a conversation is there and somebody does not see it.</summary>
    public bool Hides(WriteSession session, string storeId, Guid conversationId, Actor actor) => rights.Hides(session, storeId, conversationId, actor);

    private static Guid CorrelationOf(WriteSession session, ProposedEvent proposed)
    {
        if (proposed.CausationId is not { } cause)
        {
            return proposed.Id;
        }

        return session.FindId(FindCorrelation, cause)
            ?? throw new CommandRefusedException(Refusal.NotFound, "What this answers is not in the log.");
    }

    private static Appended Repeated(WriteSession session, string storeId, ProposedEvent proposed)
    {
        var first = session.Find(FindByCommand, Original.Read, storeId, proposed.CommandId)
            ?? throw new InvalidOperationException("An event was refused as a repetition of one that is not there.");

        return first.Type == proposed.Type && EventTypes.SayTheSame(first.Payload, proposed.Payload)
            ? new Appended(first.Position, first.Id, IsDuplicate: true)
            : throw new CommandRefusedException(Refusal.Conflict, "This was sent before with another content. Send it anew.");
    }

    private sealed record Original(long Position, Guid Id, string Type, string Payload)
    {
        public static Original Read(DbDataReader reader) => new(
            reader.GetInt64(0), reader.GetId(1), reader.GetString(2), reader.GetString(3));
    }
}

/// <param name="Id">The event's id.</param>
/// <param name="IsDuplicate">The same command had been committed before; nothing was added.</param>
internal readonly record struct Appended(long Position, Guid Id, bool IsDuplicate);
