using WorkSquared.Core.Events;

namespace WorkSquared.Core.Organising;

/// <summary>Keeps the menu in order: pins, archives and deletes conversations, and takes each of it back.</summary>
public interface IOrganisingCommands
{
    /// <returns>False when it was so already, and nothing was committed.</returns>
    /// <exception cref="CommandRefusedException">Nothing was committed; the message is a sentence for the person.</exception>
    Task<bool> OrganiseAsync(Organise command, CancellationToken cancellationToken);
}

public enum OrganisingAct
{
    Pin,
    Unpin,
    Archive,
    Unarchive,

    /// <summary>To the bin. An answer that is being written, or waits, is asked to stop: nobody would read what it costs.</summary>
    Delete,

    /// <summary>From the bin, for 30 days.</summary>
    Restore,
}

/// <param name="CommandId">Minted when the menu was shown, so that a double click does it once.</param>
public sealed record Organise(string StoreId, Guid CommandId, Guid ConversationId, OrganisingAct Act, Actor Actor);
