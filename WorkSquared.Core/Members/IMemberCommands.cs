namespace WorkSquared.Core.Members;

/// <summary>Gives people their names.</summary>
/// <remarks>Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface IMemberCommands
{
    Task<Member> CreateAsync(string storeId, string name, CancellationToken cancellationToken);

    /// <summary>Gives a person another name, in every store that they belong to.</summary>
    /// <param name="storeId">One in which they are known.</param>
    Task<Member> RenameAsync(string storeId, Guid memberId, string name, CancellationToken cancellationToken);
}
