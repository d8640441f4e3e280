using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace WorkSquared.Web.Components.Chat;

public sealed partial class ConversationTitle
{
    private ElementReference _input;
    private string _title = "";
    private bool _isEditing;
    private bool _isOpening;

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public bool CanRename { get; set; }

    [Parameter]
    public EventCallback<string> OnRename { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isOpening)
        {
            _isOpening = false;
            await _input.FocusAsync();
        }
    }

    private void Edit() => (_title, _isEditing, _isOpening) = (Title, true, true);

    private void OnKey(KeyboardEventArgs key) => _isEditing = key.Key != "Escape";

    private async Task SaveAsync()
    {
        _isEditing = false;
        var title = _title.Trim();
        if (title.Length > 0 && title != Title)
        {
            await OnRename.InvokeAsync(title);
        }
    }
}
