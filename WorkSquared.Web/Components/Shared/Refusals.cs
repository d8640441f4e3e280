using MudBlazor;
using WorkSquared.Core;

namespace WorkSquared.Web.Components.Shared;

internal static class Refusals
{
    /// <summary>Carries a command out, or tells the person why it was refused. The page goes on either way.</summary>
    public static async Task TryAsync(this ISnackbar snackbar, Func<Task> command)
    {
        try
        {
            await command();
        }
        catch (CommandRefusedException refusal)
        {
            snackbar.Add(refusal.Message, Severity.Error);
        }
    }
}
