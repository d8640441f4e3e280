using Microsoft.AspNetCore.Components;
using WorkSquared.Core;
using WorkSquared.Core.Ratings;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Ratings;

/// <summary>Asks for a reason, once an answer has been rated. What was rated stays so without one.</summary>
public sealed partial class RatingForm
{
    // More is refused with a reason; a whole book would only end the connection.
    private const int MostTaken = 10 * RatingComment.MaxLength;

    private string _text = "";
    private string _problem = "";

    [Inject]
    public required IRatingCommands Commands { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required Guid ResponseId { get; set; }

    [Parameter, EditorRequired]
    public required Rating Rating { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    private void Take(ChangeEventArgs change) => (_text, _problem) = (change.Value as string ?? "", "");

    private async Task SendAsync()
    {
        var command = new RateAnswer(
            Viewer.StoreId, Guid.CreateVersion7(Time.GetUtcNow()), ConversationId, ResponseId, Rating, Viewer.Actor, _text);
        try
        {
            // Pressed twice it says the same twice, and the second time nothing is committed.
            await Commands.RateAsync(command, CancellationToken.None);
            await OnDone.InvokeAsync();
        }
        catch (CommandRefusedException refusal)
        {
            _problem = L.Sentences(refusal.Message);
        }
    }
}
