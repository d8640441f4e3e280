using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;

namespace WorkSquared.Core.Log;

/// <summary>Opens the log before anything uses it and closes it after everything has: registered first, so started first and stopped last.</summary>
internal sealed class LogStartup(
    DataDirectory directory, MigrateDatabase migrate, ProjectionRebuilder rebuilder, LogWriter writer, BacklogReader backlog, CoreMetrics metrics,
    IOptions<WorkSquaredOptions> options) : IHostedService
{
    private bool _isOpen;

    /// <summary>The program calls it before the host starts, so that a refusal is one sentence and not a stack trace of the host's.</summary>
    /// <exception cref="StartupRefusedException">The directory or the database can't be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return;
        }

        directory.Lock();
        migrate.Run();
        directory.KeepDatabase();
        await rebuilder.RebuildOutdatedAsync(cancellationToken);
        writer.Start();

        string[] stores = [InstanceStore.Id, options.Value.StoreId];
        try
        {
            await writer.ExecuteAsync(
                session => stores.Sum(storeId => session.Execute(StoreRow.Create, storeId, EventHash.Genesis, IProjection.Version)), cancellationToken);
        }
        catch (CommandRefusedException refused)
        {
            throw new StartupRefusedException($"The database can't be written: {refused.Message}", StartupRefusedException.InputOutput, refused);
        }

        metrics.Observe(backlog.Read);
        _isOpen = true;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        writer.Dispose();
        directory.Dispose();
        return Task.CompletedTask;
    }
}
