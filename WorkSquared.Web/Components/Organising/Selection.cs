using System.Collections.Immutable;
using WorkSquared.Core.Organising;

namespace WorkSquared.Web.Components.Organising;

/// <summary>A line of any list of conversations, as far as a choice of several goes.</summary>
public sealed record ListedConversation(Guid Id, ConversationPlace Place);

/// <summary>What is chosen in a list while it is for choosing. Immutable.</summary>
/// <param name="Last">What was pressed last: a range goes from there.</param>
public sealed record Selection(ImmutableHashSet<Guid> Ids, Guid? Last)
{
    public static Selection None { get; } = new([], null);

    /// <param name="order">The list as it is in view.</param>
    /// <param name="isRange">Whether all from the last one on follow it: chosen with it, or left out with it.</param>
    public Selection Toggle(Guid id, IReadOnlyList<Guid> order, bool isRange)
    {
        var isChosen = !Ids.Contains(id);
        var (from, to) = (order.IndexOf(Last), order.IndexOf(id));
        if (!isRange || from < 0 || to < 0)
        {
            return new(isChosen ? Ids.Add(id) : Ids.Remove(id), id);
        }

        var range = order.Skip(Math.Min(from, to)).Take(Math.Abs(to - from) + 1);
        return new(Ids.Contains(Last!.Value) ? Ids.Union(range) : Ids.Except(range), id);
    }
}

file static class Order
{
    public static int IndexOf(this IReadOnlyList<Guid> order, Guid? id)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (order[i] == id)
            {
                return i;
            }
        }

        return -1;
    }
}
