using Microsoft.AspNetCore.Components;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Settings;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Settings;

/// <summary>How a conversation is answered. What its reader has not touched follows what others save meanwhile, and is not saved over it.</summary>
public sealed partial class SettingsDialog
{
    private Conversation _conversation = null!;
    private Patch<string?> _model;
    private Patch<string?> _prompt;
    private Patch<string?> _inHand;
    private Patch<AnswerRule?> _answers;
    private Guid _commandId;
    private string _problem = "";

    [Inject]
    public required ISettingsCommands Commands { get; init; }

    [Inject]
    public required ICurrentModel Current { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>As it was when the dialog was opened.</summary>
    [Parameter, EditorRequired]
    public required Conversation Conversation { get; set; }

    private ModelInUse Models => Current.InUse;

    private string? ModelId => _model.Or(_conversation.Settings.Model);

    /// <summary>What is being written comes here when it is done: what others save meanwhile does not take its place.</summary>
    private string? Prompt => _prompt.Or(_inHand.Or(_conversation.Settings.SystemPrompt));

    private AnswerRule Answers => _answers.Or(_conversation.Settings.Answers) ?? AnswerRule.Always;

    protected override void OnInitialized()
    {
        _conversation = Conversation;
        _commandId = Guid.CreateVersion7(Time.GetUtcNow());
        Follow(token => Bus.SubscribeAsync(Viewer.Reader, _conversation.Version, _conversation.Id, token), Apply);
    }

    private Task Apply(CommittedEvent committed)
    {
        _conversation = _conversation.Apply(committed);
        return Task.CompletedTask;
    }

    private void HandleModel(ChangeEventArgs change) => (_model, _problem) = (Typed(change), "");

    private void HandlePrompt(ChangeEventArgs change) => (_prompt, _problem) = (Typed(change), "");

    private void Choose(AnswerRule answers) => (_answers, _problem) = (new(answers), "");

    private async Task SaveAsync()
    {
        var settings = _conversation.Settings;
        var command = new Configure(
            Viewer.StoreId,
            _commandId,
            _conversation.Id,
            Viewer.Actor,
            Changed(_model, settings.Model),
            Changed(_prompt, settings.SystemPrompt),
            Changed(_answers, settings.Answers));
        try
        {
            // To the end, although the page may go: whoever has clicked does not wait for it.
            await Commands.ConfigureAsync(command, CancellationToken.None);
            Dialog.Close();
        }
        catch (CommandRefusedException refusal)
        {
            _problem = L.Sentences(refusal.Message);
        }
    }

    private static Patch<string?> Typed(ChangeEventArgs change) =>
        new(change.Value is string text && !string.IsNullOrWhiteSpace(text) ? text : null);

    private static Patch<T> Changed<T>(Patch<T> patch, T now) => Equals(patch.Or(now), now) ? default : patch;
}
