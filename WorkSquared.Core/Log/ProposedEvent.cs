using System.Text;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Log;

/// <summary>A fact on its way into the log. Written and hashed where it was proposed, so that the one writer need not.</summary>
internal sealed class ProposedEvent
{
    public ProposedEvent(Guid id, Guid commandId, Actor actor, WorkEvent data, Guid? causationId = null)
    {
        Id = id;
        CommandId = commandId;
        Actor = actor;
        Data = data;
        CausationId = causationId;
        Type = EventTypes.NameOf(data);

        var utf8 = EventTypes.Write(data);
        PayloadHash = EventHash.OfPayload(utf8);
        Payload = Encoding.UTF8.GetString(utf8);
    }

    /// <summary>One that is new: its id says when it was proposed.</summary>
    public ProposedEvent(DateTimeOffset now, Guid commandId, Actor actor, WorkEvent data, Guid? causationId = null)
        : this(Guid.CreateVersion7(now), commandId, actor, data, causationId)
    {
    }

    public Guid Id { get; }

    public Guid CommandId { get; }

    public Actor Actor { get; }

    public WorkEvent Data { get; }

    public Guid? CausationId { get; }

    public string Type { get; }

    public string Payload { get; }

    public byte[] PayloadHash { get; }
}
