using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Shared;

internal static class Refusals
{
    /// <summary>Carries a command out, or tells the person why it was refused. The page goes on either way.</summary>
    public static async Task TryAsync(this ISnackbar snackbar, IStringLocalizer<Wording> L, Func<Task> command)
    {
        try
        {
            await command();
        }
        catch (CommandRefusedException refusal)
        {
            snackbar.Add(L.Sentences(refusal.Message), Severity.Error);
        }
    }
}
