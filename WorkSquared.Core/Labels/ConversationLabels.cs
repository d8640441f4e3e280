using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Labels;

/// <summary>The labels on a conversation. A pure fold.</summary>
/// <param name="Names">In the order of their keys, so that each has its place whenever it was added.</param>
public sealed record ConversationLabels(ImmutableArray<string> Names)
{
    public static ConversationLabels None { get; } = new([]);

    public bool Has(string label) => IndexOf(label) >= 0;

    public ConversationLabels Apply(CommittedEvent committed) => committed.Data switch
    {
        LabelAdded added when !Has(added.Label) => Of([.. Names, added.Label]),
        LabelRemoved removed when IndexOf(removed.Label) is >= 0 and var index => new(Names.RemoveAt(index)),
        _ => this,
    };

    internal static ConversationLabels Of(IEnumerable<string> names) => new([.. names.OrderBy(LabelName.KeyOf, StringComparer.Ordinal)]);

    private int IndexOf(string label)
    {
        var key = LabelName.KeyOf(label);
        for (var i = 0; i < Names.Length; i++)
        {
            if (LabelName.KeyOf(Names[i]) == key)
            {
                return i;
            }
        }

        return -1;
    }
}
