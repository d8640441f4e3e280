using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Web.Components.Chat;

/// <summary>The message box. What is typed never travels through the circuit: that only says when another page of the person has saved a
/// draft, and the script asks for it.</summary>
public sealed partial class Composer
{
    private string? _draft;
    private Guid? _place;
    private IDisposable? _following;
    private (Guid, bool, bool, Guid?, OpenTurn?, string?) _rendered;

    [Inject]
    public required IComposerDrafts Drafts { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    /// <summary>Nothing was said in this conversation yet: its first message creates it.</summary>
    [Parameter]
    public bool IsUnsaid { get; set; }

    /// <summary>A message that does not address the assistant is said among people.</summary>
    [Parameter]
    public bool IsAnsweredWhenAddressed { get; set; }

    /// <summary>The end of the branch in view, where what is sent next belongs.</summary>
    [Parameter]
    public Guid? After { get; set; }

    [Parameter]
    public OpenTurn? Running { get; set; }

    [Parameter]
    public EventCallback<OpenTurn> OnStop { get; set; }

    protected override void OnParametersSet()
    {
        var place = IsUnsaid ? IComposerDrafts.OfNewConversation : ConversationId;
        if (place == _place)
        {
            return;
        }

        _place = place;
        _following?.Dispose();
        _following = Follow(token => Drafts.WatchAsync(Viewer.StoreId, Viewer.Actor, place, token), Hear);
    }

    protected override bool ShouldRender()
    {
        var next = (ConversationId, IsUnsaid, IsAnsweredWhenAddressed, After, Running, _draft);
        var isChanged = next != _rendered;
        _rendered = next;
        return isChanged;
    }

    private Task Hear(Guid? version)
    {
        _draft = version?.ToString() ?? "none";
        return Task.CompletedTask;
    }

    private Task StopAsync() => Running is { } turn ? OnStop.InvokeAsync(turn) : Task.CompletedTask;
}
