using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkSquared.Core;

namespace WorkSquared.Web.Accounts;

/// <summary>Brings the tables of accounts up to date, and sets the instance up where the settings say how.</summary>
internal sealed partial class AccountsStartup(
    IServiceScopeFactory scopes, IOptions<SetupOptions> options, SetupState state, FirstAdministrator first, SetupCode code, ILogger<AccountsStartup> logger)
{
    /// <summary>Once the log is open, under its lock.</summary>
    /// <exception cref="StartupRefusedException">The administrator of the settings can't be one.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AccountsContext>().Database.MigrateAsync(cancellationToken);
        }

        var isDone = await state.IsDoneAsync(cancellationToken);
        if (isDone && options.Value.IsGiven)
        {
            LogIgnored();
        }
        else if (options.Value.IsGiven)
        {
            await AppointAsync(options.Value, cancellationToken);
        }
        else if (!isDone)
        {
            code.Offer();
        }
    }

    /// <summary>For a verb beside a running server, which leaves the tables as they are.</summary>
    /// <exception cref="StartupRefusedException">They are another version's.</exception>
    public async Task RequireCurrentAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if ((await scope.ServiceProvider.GetRequiredService<AccountsContext>().Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new StartupRefusedException(
                "The accounts are those of another version. Start Work Squared on them once.", StartupRefusedException.Configuration);
        }
    }

    private async Task AppointAsync(SetupOptions setup, CancellationToken cancellationToken)
    {
        try
        {
            await first.AppointAsync(setup.AdminEmail!, setup.AdminPassword ?? "", cancellationToken);
            LogAppointed();
        }
        catch (CommandRefusedException refused)
        {
            throw new StartupRefusedException(
                $"WorkSquared:Setup:AdminEmail and WorkSquared:Setup:AdminPassword make no administrator: {refused.Message}",
                StartupRefusedException.Configuration,
                refused);
        }
    }

    [LoggerMessage(LogLevel.Information, "WorkSquared:Setup is ignored: this server has an administrator already.")]
    private partial void LogIgnored();

    [LoggerMessage(LogLevel.Information, "The administrator of WorkSquared:Setup has been appointed.")]
    private partial void LogAppointed();
}
