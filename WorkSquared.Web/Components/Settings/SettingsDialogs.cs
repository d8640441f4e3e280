using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkSquared.Core.Chat;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Settings;

/// <summary>Opens the dialog in which it is chosen how a conversation is answered.</summary>
internal sealed class SettingsDialogs(IDialogService dialogs, IChatReader reader, IStringLocalizer<Wording> L, Viewer viewer)
{
    public async Task<IDialogReference> OpenAsync(Guid conversationId)
    {
        // Read before it is shown: a form that fills itself later would take away what has been written into it.
        var conversation = await reader.OpenAsync(viewer.Reader, conversationId, turnId: null, window: 1, CancellationToken.None)
            ?? Conversation.Empty(viewer.StoreId, conversationId);
        var parameters = new DialogParameters<SettingsDialog> { { dialog => dialog.Conversation, conversation } };
        var options = new DialogOptions { CloseOnEscapeKey = true, FullWidth = true, MaxWidth = MaxWidth.Small };
        return await dialogs.ShowAsync<SettingsDialog>(L["Conversation settings"], parameters, options);
    }
}
