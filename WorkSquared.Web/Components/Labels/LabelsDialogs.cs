using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Labels;

/// <summary>Opens the one dialog in which labels are put on conversations and taken off.</summary>
internal sealed class LabelsDialogs(IDialogService dialogs, IStringLocalizer<Wording> L)
{
    public async Task<IDialogReference> OpenAsync(IReadOnlyCollection<Guid> conversations)
    {
        var parameters = new DialogParameters<LabelsDialog> { { dialog => dialog.Conversations, conversations } };
        var options = new DialogOptions { CloseOnEscapeKey = true, FullWidth = true, MaxWidth = MaxWidth.ExtraSmall };
        string title = conversations.Count == 1 ? L["Labels"] : L["Labels of {0} conversations", conversations.Count];
        return await dialogs.ShowAsync<LabelsDialog>(title, parameters, options);
    }
}
