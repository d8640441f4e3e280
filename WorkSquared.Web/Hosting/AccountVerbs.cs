using Microsoft.AspNetCore.Identity;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Accounts.Resets;

namespace WorkSquared.Web.Hosting;

/// <summary><c>worksquared account …</c>: for whoever runs the server, and for administrators who are shut out themselves. Beside a running server.</summary>
internal static class AccountVerbs
{
    private const string WithoutSecondFactor = "--without-second-factor";

    public const string Usage =
        """
        worksquared account list       lists the accounts
        worksquared account reset EMAIL [--without-second-factor]
                                       makes a link, good once and for 30 minutes, by which somebody sets a new password; with the option
                                       it also turns their second factor off
        """;

    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(string[] arguments, IServiceProvider services) => Verb.RunAsync(async () => arguments switch
    {
        ["list"] => await WithAccountsAsync(services, ListAsync),
        ["reset", var email] when !email.StartsWith('-') =>
            await WithAccountsAsync(services, scoped => ResetAsync(scoped, email, withoutSecondFactor: false)),
        ["reset", var email, WithoutSecondFactor] when !email.StartsWith('-') =>
            await WithAccountsAsync(services, scoped => ResetAsync(scoped, email, withoutSecondFactor: true)),
        _ => Verb.Refuse(Usage, Verb.Misused),
    });

    private static async Task<int> WithAccountsAsync(IServiceProvider services, Func<IServiceProvider, Task> act)
    {
        services.OpenWorkSquaredLogAsGuest();
        await services.GetRequiredService<AccountsStartup>().RequireCurrentAsync(CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider);
        return 0;
    }

    private static async Task ResetAsync(IServiceProvider services, string email, bool withoutSecondFactor)
    {
        var account = await services.GetRequiredService<UserManager<Account>>().FindByEmailAsync(email.Trim())
            ?? throw new CommandRefusedException(Refusal.NotFound, "There is no account with this e-mail address.");
        var link = await services.GetRequiredService<ResetLinks>().CreateAsync(account.Id, withoutSecondFactor, Actor.System, CancellationToken.None);

        // The link alone on standard output, for scripts.
        Console.WriteLine(link.Address);
        Console.Error.WriteLine($"Put the address of your server before it. It is good once, until {Verb.At(link.ExpiresAt)}, and as good as the password: send it to nobody else.");
    }

    private static async Task ListAsync(IServiceProvider services)
    {
        foreach (var account in await services.GetRequiredService<AccountList>().ReadAsync(CancellationToken.None))
        {
            var state = account.IsSuspended ? "suspended" : $"{account.Roles} roles";
            var session = account.Latest is { } latest ? $"signed in {Verb.At(latest.StartedAt)}, seen {Verb.At(latest.SeenAt)}" : "not signed in";
            Console.WriteLine($"{account.Email}  {account.Name}  {state}  {session}");
        }
    }
}
