using Microsoft.Extensions.Localization;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web;

/// <summary>Who looks at the page, and at which store. The only place where the page learns it.</summary>
/// <param name="L">The language in which they read it.</param>
/// <param name="Directory">What other people are called.</param>
public sealed record Viewer(string StoreId, Actor Actor, IStringLocalizer<Wording> L, IMemberDirectory Directory)
{
    // Whoever wrote before there were accounts, and had given no name: they were one person to everybody.
    private static readonly Actor _nameless = Actor.Person("local");

    /// <summary>Whose eyes the page reads with.</summary>
    public Reader Reader => new(StoreId, Actor);

    /// <summary>Their own name, as others read it; null for whoever has none.</summary>
    public string? OwnName => Directory.Of(StoreId).NameOf(Actor);

    /// <summary>For what the page offers: whether they may is decided when it is committed.</summary>
    public bool IsGuest => Directory.Of(StoreId).RoleOf(Actor) is Role.Guest;

    /// <summary>Of the instance; likewise.</summary>
    public bool IsAdministrator => Directory.Of(InstanceStore.Id).RoleOf(Actor) is Role.Admin;

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
            { IsPerson: true } => Directory.Of(StoreId).NameOf(author) ?? (author == _nameless || Member.IdOf(author) is not null ? L["Someone"] : id),
            _ => "Work Squared",
        };
    }
}
