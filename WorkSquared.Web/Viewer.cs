using Microsoft.Extensions.Localization;
using WorkSquared.Core.Events;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web;

/// <summary>Who looks at the page, and at which store. The only place where the page learns it.</summary>
/// <param name="L">The language in which they read it.</param>
public sealed record Viewer(string StoreId, Actor Actor, IStringLocalizer<Wording> L)
{
    /// <summary>How the author of a message is called on this viewer's page.</summary>
    public string NameOf(Actor author)
    {
        if (author == Actor)
        {
            return L["You"];
        }

        if (author.IsAssistant)
        {
            return L["Assistant"];
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
