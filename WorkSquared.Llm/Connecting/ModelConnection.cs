using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Connecting;

internal sealed class ModelConnection(
    CurrentModel current,
    SavedModels saved,
    IModelStore store,
    EnteredEndpoint endpoints,
    ConnectionTest test,
    ITeamReader team,
    IOptions<LlmOptions> options,
    IServiceScopeFactory scopes,
    ISecretSeal? seal = null) : IModelConnection
{
    /// <summary>The last characters of a shorter key would be too much of it.</summary>
    private const int LeastToShow = 16;

    public async Task<ConnectionOverview> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        await DemandAdministratorAsync(actor, cancellationToken);
        var model = await store.ReadAsync(cancellationToken);
        var key = model?.Key is { } sealedKey
            ? new KeyNote(sealedKey.Host, sealedKey.Ending, sealedKey.GivenBy, sealedKey.GivenAt, saved.Open(sealedKey, sealedKey.Host) is not null)
            : null;
        return new ConnectionOverview(current.IsOfTheServer, model?.Settings, model?.Version ?? 0, key, saved.Problem);
    }

    public async Task SaveAsync(ConnectModel command, CancellationToken cancellationToken)
    {
        await DemandMayChangeAsync(command.Actor, cancellationToken);
        var (settings, endpoint) = await CheckAsync(command.Entered, cancellationToken);
        await store.SaveAsync(
            new SaveModel(command.CommandId, settings, endpoint.Host, Typed(command.Entered) is { } key ? Sealed(key, endpoint) : null, command.Actor),
            cancellationToken);
        await saved.ApplyAsync(cancellationToken);
    }

    public async Task ForgetKeyAsync(Guid commandId, Actor actor, CancellationToken cancellationToken)
    {
        await DemandMayChangeAsync(actor, cancellationToken);
        await store.ForgetKeyAsync(commandId, actor, cancellationToken);
        await saved.ApplyAsync(cancellationToken);
    }

    public async Task<ConnectionReport> TestAsync(EnteredModel? entered, Actor actor, CancellationToken cancellationToken)
    {
        if (entered is null)
        {
            await DemandAdministratorAsync(actor, cancellationToken);
            using var inUse = current.Use();
            return await test.RunAsync(inUse, cancellationToken);
        }

        // Nothing but the server's own model is asked with what somebody enters, where its settings rule.
        await DemandMayChangeAsync(actor, cancellationToken);
        var (settings, endpoint) = await CheckAsync(entered, cancellationToken);
        using ConnectedModel model = new(scopes, options.Value.With(settings), endpoint);
        return await test.RunAsync(model, cancellationToken);
    }

    private async Task<(ModelSettings Settings, ModelEndpoint Endpoint)> CheckAsync(EnteredModel entered, CancellationToken cancellationToken)
    {
        var settings = EnteredEndpoint.Tidy(entered.Settings);
        var endpoint = endpoints.Of(settings);
        var key = Typed(entered) ?? saved.Open((await store.ReadAsync(cancellationToken))?.Key, endpoint.Host);
        return (settings, EnteredEndpoint.With(endpoint, key));
    }

    private NewKey? Sealed(string key, ModelEndpoint endpoint) => endpoint.Provider is LlmProvider.Offline || seal is null
        ? null
        : new NewKey(seal.Seal(key, endpoint.Host), key.Length < LeastToShow ? "" : key[^4..]);

    private static string? Typed(EnteredModel entered) => string.IsNullOrWhiteSpace(entered.Key) ? null : entered.Key.Trim();

    private async Task DemandMayChangeAsync(Actor actor, CancellationToken cancellationToken)
    {
        await DemandAdministratorAsync(actor, cancellationToken);
        if (current.IsOfTheServer)
        {
            throw new CommandRefusedException(Refusal.Conflict, "The settings of the server choose the model. It can't be changed here.");
        }
    }

    /// <summary>Asked once more where it is committed.</summary>
    private async Task DemandAdministratorAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!await team.AdministersAsync(actor, cancellationToken))
        {
            throw new CommandRefusedException(Refusal.Forbidden, "Only an administrator of this server may choose its model.");
        }
    }
}
