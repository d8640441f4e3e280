using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace WorkSquared.Core.Log;

/// <summary>Opens the log before anything uses it and closes it after everything has: registered first, so started first and stopped last.</summary>
internal sealed class LogStartup(
    DataDirectory directory, MigrateDatabase migrate, LogWriter writer, IOptions<WorkSquaredOptions> options) : IHostedService
{
    private const string CreateStore = "INSERT INTO stores (id, head, chain) VALUES (@p1, 0, @p2) ON CONFLICT (id) DO NOTHING";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        directory.Lock();
        migrate.Run();
        writer.Start();

        var storeId = options.Value.StoreId;
        await writer.ExecuteAsync(session => session.Execute(CreateStore, storeId, Events.EventHash.Genesis), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        writer.Dispose();
        directory.Dispose();
        return Task.CompletedTask;
    }
}
