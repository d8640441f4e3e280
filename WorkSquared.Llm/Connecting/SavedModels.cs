using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Connecting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Connecting;

/// <summary>Puts what was saved in the page to use: at start, and after each change.</summary>
internal sealed partial class SavedModels(
    CurrentModel current, IModelStore store, EnteredEndpoint endpoints, IOptions<LlmOptions> options, ILogger<SavedModels> logger, ISecretSeal? seal = null)
    : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private long _applied;

    /// <summary>Why what was saved is not in use: the server's settings may have changed around it.</summary>
    public string? Problem { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await ApplyAsync(cancellationToken))
        {
            LogModel(current.InUse.DisplayName);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>Whether there was something that is not in use yet.</returns>
    public async Task<bool> ApplyAsync(CancellationToken cancellationToken)
    {
        if (current.IsOfTheServer)
        {
            return false;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await store.ReadAsync(cancellationToken) is not { } saved || saved.Version <= _applied)
            {
                return false;
            }

            var (asked, endpoint) = Choose(saved);
            current.Replace(asked, endpoint);
            _applied = saved.Version;
            LogModel(current.InUse.DisplayName);
            return true;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <returns>Null when there is none for this host, or it can't be read any more.</returns>
    public string? Open(SealedKey? key, string host) => key is not null && key.Host == host ? seal?.Open(key.Text, host) : null;

    public void Dispose() => _oneAtATime.Dispose();

    private (LlmOptions Options, ModelEndpoint Endpoint) Choose(SavedModel saved)
    {
        try
        {
            var endpoint = endpoints.Of(saved.Settings);
            var key = Open(saved.Key, endpoint.Host);
            Problem = null;

            // Without a key that it needs, the provider refuses each question: that says more than answers of another kind would.
            return (options.Value.With(saved.Settings), endpoint with { ApiKey = key is null ? null : new Secret(key) });
        }
        catch (CommandRefusedException refused)
        {
            Problem = refused.Message;
            LogUnusable(refused.Message);
            return (options.Value, ModelEndpoint.Offline(notice: null));
        }
    }

    [LoggerMessage(LogLevel.Information, "Answers come from {Model}.")]
    private partial void LogModel(string model);

    [LoggerMessage(LogLevel.Warning, "The model that was saved in the page can't be used, so the offline playbook answers: {Problem}")]
    private partial void LogUnusable(string problem);
}
