using System.Collections.Immutable;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Search;

/// <summary>Finds titles and messages of a store by their words. What was committed before the call is found.</summary>
/// <remarks>Runs on the thread pool, like <see cref="IChatReader"/>.</remarks>
public interface ISearchReader
{
    /// <summary>The best hits first; of those that are equally good, the newest.</summary>
    Task<SearchResult> SearchAsync(Reader reader, SearchRequest request, CancellationToken cancellationToken);
}

/// <param name="Text">As a person wrote it: any text will do.</param>
/// <param name="By">Null for anyone; titles are nobody's.</param>
/// <param name="From">Nothing older.</param>
/// <param name="Before">Nothing as new as this.</param>
/// <param name="Label">Of its conversation; null for any, and for none.</param>
public sealed record SearchRequest(
    string Text, int Limit, SearchAuthor? By = null, DateTimeOffset? From = null, DateTimeOffset? Before = null, string? Label = null);

/// <summary>Whose messages: a person's, the assistant's, or those of all people but one.</summary>
public sealed record SearchAuthor
{
    private SearchAuthor(string pattern, string except) => (Pattern, Except) = (pattern, except);

    public static SearchAuthor Assistant { get; } = new("assistant:*", "");

    /// <summary>Of <c>GLOB</c>.</summary>
    internal string Pattern { get; }

    internal string Except { get; }

    public static SearchAuthor Person(Actor person) => new(Escape(person.Value), "");

    public static SearchAuthor PeopleBut(Actor person) => new("person:*", person.Value);

    private static string Escape(string value) =>
        string.Concat(value.Select(character => character is '*' or '?' or '[' ? $"[{character}]" : character.ToString()));
}

/// <param name="HasMore">A larger limit would find more.</param>
/// <param name="Instead">What was looked for instead, when the words as they were written are nowhere: most likely what was meant.</param>
public sealed record SearchResult(ImmutableArray<SearchHit> Hits, bool HasMore, string? Instead = null)
{
    public static SearchResult None { get; } = new([], HasMore: false);
}

/// <summary>A conversation whose title has the words, or a message that has.</summary>
/// <param name="Title">The conversation's, with the hits marked when it is what was found.</param>
/// <param name="At">When the message was written, or when something was last said in the conversation.</param>
/// <param name="Message">Null when the title was found.</param>
public sealed record SearchHit(Guid ConversationId, ImmutableArray<SnippetPart> Title, DateTimeOffset At, FoundMessage? Message);

/// <param name="TurnId">A turn on the branch that it stands on.</param>
/// <param name="Snippet">The part of it with the most hits.</param>
public sealed record FoundMessage(Guid Id, Guid TurnId, MessageKind Kind, Actor Author, ImmutableArray<SnippetPart> Snippet);

public sealed record SnippetPart(string Text, bool IsHit);
