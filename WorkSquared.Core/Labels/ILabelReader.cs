using System.Collections.Immutable;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Labels;

/// <summary>Reads labels and what has them. Conversations in the bin have none.</summary>
public interface ILabelReader
{
    /// <summary>All labels of a store, by name.</summary>
    Task<LabelList> AllAsync(Reader reader, CancellationToken cancellationToken);

    /// <summary>The labels of each of these conversations.</summary>
    Task<ImmutableDictionary<Guid, ConversationLabels>> OfAsync(
        Reader reader, IReadOnlyCollection<Guid> conversations, CancellationToken cancellationToken);

    /// <summary>The <paramref name="count"/> conversations with a label in which something happened last, newest first; archived ones as well.</summary>
    Task<Shelf> ConversationsAsync(Reader reader, string label, int count, CancellationToken cancellationToken);
}

/// <param name="Version">The position of the store's log up to which this is true.</param>
public sealed record LabelList(long Version, ImmutableArray<LabelCount> Items)
{
    public static LabelList Empty { get; } = new(0, []);
}

/// <param name="Name">Of several spellings, always the same one.</param>
public sealed record LabelCount(string Name, int Conversations);
