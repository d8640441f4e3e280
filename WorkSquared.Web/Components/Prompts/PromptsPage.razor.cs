using Microsoft.AspNetCore.Components;
using MudBlazor;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Prompts;
using WorkSquared.Web.Components.Shared;

namespace WorkSquared.Web.Components.Prompts;

/// <summary>The prompts of the store, to be added to, changed and cleared out. It follows the log like every other page.</summary>
public sealed partial class PromptsPage
{
    private PromptLibrary _library = PromptLibrary.Empty;
    private OpenForm? _form;
    private IDisposable? _following;

    [Inject]
    public required IPromptReader Reader { get; init; }

    [Inject]
    public required IPromptCommands Commands { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        _library = await Reader.ReadAsync(Viewer.Reader, Disposed);
        if (!Disposed.IsCancellationRequested)
        {
            _following ??= Follow(token => Bus.SubscribeAsync(Viewer.Reader, _library.Version, topic: null, token), Apply);
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    private Task Apply(CommittedEvent committed)
    {
        _library = _library.Apply(committed);
        if (committed.CommandId == _form?.CommandId)
        {
            _form = null;
        }

        return Task.CompletedTask;
    }

    private void Add() => _form = new OpenForm(NewId(), NewId(), IsNew: true, Name: null);

    // A built-in one is changed by saving one of its name.
    private void Edit(Prompt prompt) => _form = new OpenForm(prompt.Id ?? NewId(), NewId(), IsNew: false, prompt.Name);

    private void Close() => _form = null;

    // A double click removes nothing twice: the second finds it gone.
    private Task RemoveAsync(Prompt prompt) => Snackbar.TryAsync(L, async () =>
    {
        var id = prompt.Id!.Value;
        await Commands.RemoveAsync(new RemovePrompt(Viewer.StoreId, NewId(), id, Viewer.Actor), Disposed);
        var undo = new SavePrompt(Viewer.StoreId, NewId(), id, prompt.Name, prompt.Text, Viewer.Actor);
        Snackbar.OfferUndo(
            L["Removed /{0}", prompt.Name], L["Undo"], () => Snackbar.TryAsync(L, () => Commands.SaveAsync(undo, CancellationToken.None)));
    });

    private Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());

    private static string KeyOf(Prompt prompt) => prompt.Id?.ToString() ?? prompt.Name;

    /// <param name="Name">What it was called when it was opened.</param>
    private sealed record OpenForm(Guid Id, Guid CommandId, bool IsNew, string? Name)
    {
        public bool Edits(Prompt prompt) => prompt.Id == Id || (prompt.Id is null && prompt.Name == Name);
    }
}
