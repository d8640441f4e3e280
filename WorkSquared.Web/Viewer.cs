using WorkSquared.Core.Events;

namespace WorkSquared.Web;

/// <summary>Who looks at the page, and at which store. The only place where the page learns it.</summary>
public sealed record Viewer(string StoreId, Actor Actor)
{
    /// <summary>The same within a sentence.</summary>
    public string NameInText(Actor author) => author == Actor ? "you" : NameOf(author);

    /// <summary>How the author of a message is called on this viewer's page.</summary>
    public string NameOf(Actor author)
    {
        if (author == Actor)
        {
            return "You";
        }

        if (author.IsAssistant)
        {
            return "Assistant";
        }

        // The last part is the id, whatever stands before it.
        var id = author.Value[(author.Value.LastIndexOf(':') + 1)..];
        return author switch
        {
            { IsImported: true } => $"{id} (imported)",
            { IsPerson: true } => id,
            _ => "Work Squared",
        };
    }
}
