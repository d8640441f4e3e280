using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Turns;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Components.Shared.Markdown;

namespace WorkSquared.Web.Components.Chat;

public sealed partial class MessageArticle
{
    private const int LongText = 2_500;

    private (TranscriptRow? Row, object? Names, Rating Commented, bool IsUnfolded, bool ShowsThoughts, bool ShowsDetails, bool IsEditing,
        Guid? RenamedTask) _rendered;
    private bool _isUnfolded;
    private bool _showsThoughts;

    // Whoever has seen it being written keeps the elements that they read, and may have selected something in.
    private bool _wasOpen;

    [Inject]
    internal RenderedText Rendered { get; init; } = null!;

    [Parameter]
    public EventCallback<OpenTurn> OnEnd { get; set; }

    // While the next attempt waits, the notice says what became of the last one.
    private ImmutableArray<Interruption> Interruptions => Row switch
    {
        { Message.Interruptions: var ended } => ended,
        { Turn: { Delay: not null, Interruptions: [.. var before, { Text: "" }] } } => before,
        { Turn.Interruptions: var open } => open,
        _ => [],
    };

    private string? CutBy => Row.Message switch
    {
        { IsCutShort: true } => L["Stopped at the length limit."].Value,
        { FinishReason: "content_filter" } => L["Cut short by the provider’s content filter."].Value,
        _ => null,
    };

    private string Author => IsQuestion ? Viewer.NameOf(Row.Message!.Author) : L["Assistant"];

    private string Kind => Row.Message?.Kind switch
    {
        MessageKind.Question => IsOwn ? "question" : "question other",
        MessageKind.Failure => "answer failure",
        MessageKind.Cancelled => "answer cancelled",
        MessageKind.Answer => "answer",
        _ => Row.IsRunning ? "answer running" : "answer waiting",
    };

    private string Label => Row.Message switch
    {
        null => Row.IsRunning ? L["{0}, answering", Author] : L["{0}, waiting in line", Author],
        { Kind: MessageKind.Failure } => L["{0}, no answer", Author],
        { Kind: MessageKind.Cancelled } => L["{0}, stopped", Author],
        var message => $"{Author}: {Excerpt.Of(message.Text, 60)}",
    };

    // A page renders at every event; of its articles, those that changed.
    protected override bool ShouldRender()
    {
        var next = (Row, (object?)Viewer.Directory.Of(Viewer.StoreId).Names, Commented, _isUnfolded, _showsThoughts, ShowsDetails, IsEditing, RenamedTask);
        var isChanged = _rendered != next;
        _rendered = next;
        return isChanged;
    }

    protected override void OnParametersSet() => _wasOpen |= Row.Message is null;

    private string Anchor(Guid messageId) => $"c/{ConversationId}#m-{messageId}";

    private string Stopped(Message stopped) => stopped.Reason.Length == 0 ? L["Stopped"]
        : new Actor(stopped.Reason) is var by && by == Viewer.Actor ? L["Stopped by you"]
        : L["Stopped by {0}", Viewer.NameOf(by)];

    private static bool IsLong(string text) => text.Length > LongText || text.AsSpan().Count('\n') > 30;
}
