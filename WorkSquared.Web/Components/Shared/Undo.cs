using MudBlazor;

namespace WorkSquared.Web.Components.Shared;

internal static class Undo
{
    private const int Milliseconds = 10_000;
    private const int TransitionMilliseconds = 200;

    /// <summary>Says what was done, and for ten seconds takes it back at a click.</summary>
    public static void OfferUndo(this ISnackbar snackbar, string done, string undo, Func<Task> takeBack) =>
        snackbar.Add(done, Severity.Normal, options =>
        {
            options.Action = undo;
            options.OnClick = _ => takeBack();
            options.RequireInteraction = false;
            options.VisibleStateDuration = Milliseconds;
            options.ShowTransitionDuration = options.HideTransitionDuration = TransitionMilliseconds;
            options.ShowCloseIcon = false;
            options.HideIcon = true;
            options.ActionVariant = Variant.Text;
            options.DuplicatesBehavior = SnackbarDuplicatesBehavior.Allow;
        });
}
