namespace WorkSquared.Core.Sharing;

/// <summary>What somebody may see of a store, at the instant of one snapshot.</summary>
/// <param name="All">Everything, whoever it belongs to.</param>
/// <param name="Open">What is open to the workspace.</param>
/// <param name="UserId">Who it is: they see the conversations of which they are one of the people as well.</param>
internal sealed record Sight(bool All, bool Open, Guid UserId)
{
    /// <summary>Of a row <c>c</c> of the conversations, for SQL of our own. The filter of <see cref="Log.WorkSquaredDbContext"/> says the same.</summary>
    public const string Condition =
        """
        (@sees_all OR (@sees_open AND NOT c.is_restricted) OR EXISTS (
            SELECT 1 FROM conversation_people p WHERE p.store_id = c.store_id AND p.conversation_id = c.id AND p.user_id = @reader))
        """;

    /// <summary>Whether they belong to the store at all.</summary>
    public bool Belongs => UserId != Guid.Empty;

    public static Sight Everything { get; } = new(All: true, Open: true, Guid.Empty);

    public static Sight Nothing { get; } = new(All: false, Open: false, Guid.Empty);
}
