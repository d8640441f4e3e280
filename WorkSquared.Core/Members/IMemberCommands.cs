namespace WorkSquared.Core.Members;

/// <summary>Gives people their names.</summary>
/// <remarks>Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface IMemberCommands
{
    Task<Member> CreateAsync(string storeId, string name, CancellationToken cancellationToken);

    Task<Member> RenameAsync(string storeId, Guid memberId, string name, CancellationToken cancellationToken);
}
