using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkSquared.Core.Sharing;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Sharing;

/// <summary>Opens the dialog in which it is chosen who sees a conversation.</summary>
internal sealed class SharingDialogs(IDialogService dialogs, ISharingReader reader, IStringLocalizer<Wording> L, Viewer viewer)
{
    public async Task<IDialogReference> OpenAsync(Guid conversationId)
    {
        // Read before it is shown: boxes that check themselves later would be clicked where they were not meant.
        var sharing = await reader.ReadAsync(viewer.Reader, conversationId, CancellationToken.None) ?? new ConversationSharing(0, IsRestricted: false, []);
        var parameters = new DialogParameters<SharingDialog>
        {
            { dialog => dialog.ConversationId, conversationId },
            { dialog => dialog.Sharing, sharing },
        };
        var options = new DialogOptions { CloseOnEscapeKey = true, FullWidth = true, MaxWidth = MaxWidth.Small };
        return await dialogs.ShowAsync<SharingDialog>(L["Who can see this"], parameters, options);
    }
}
