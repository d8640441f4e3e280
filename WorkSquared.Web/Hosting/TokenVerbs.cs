using Microsoft.AspNetCore.Identity;
using WorkSquared.Core.Events;
using WorkSquared.Core.Tokens;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Web.Hosting;

/// <summary><c>worksquared token …</c>: makes, lists and revokes the tokens of other services, beside a running server.</summary>
internal static class TokenVerbs
{
    public const string Usage =
        """
        worksquared token create --store ID --user EMAIL --scope read|write [--expires 90d] [--name NAME]
                                       makes a token for another service and prints it once; the server may be running
        worksquared token list         lists the tokens, without what makes them good
        worksquared token revoke ID    ends a token at once
        """;

    private static readonly string[] _options = ["--store", "--user", "--scope", "--expires", "--name"];

    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(string[] arguments, IServiceProvider services) => Verb.RunAsync(async () =>
    {
        switch (arguments)
        {
            case ["create", .. var options] when VerbOptions.Read(options, _options) is { } given && Command(given) is { } command:
                services.OpenWorkSquaredLogAsGuest();
                return Print(await services.GetRequiredService<ITokenCommands>().CreateAsync(
                    command with { UserId = await AccountOfAsync(command.User, services) }, CancellationToken.None));
            case ["list"]:
                services.OpenWorkSquaredLogAsGuest();
                return Print(await services.GetRequiredService<ITokenReader>().ListAsync(CancellationToken.None));
            case ["revoke", var id] when Guid.TryParse(id, out var tokenId):
                services.OpenWorkSquaredLogAsGuest();
                await services.GetRequiredService<ITokenCommands>().RevokeAsync(tokenId, Actor.System, CancellationToken.None);
                return 0;
            default:
                return Verb.Refuse(Usage, Verb.Misused);
        }
    });

    /// <returns>Null for a service of its own, which needs no account.</returns>
    private static async Task<Guid?> AccountOfAsync(string email, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(email))?.Id;
    }

    private static CreateToken? Command(Dictionary<string, string> given) =>
        given.TryGetValue("--store", out var store) && given.TryGetValue("--user", out var user) && ScopeOf(given) is { } scope
            ? new CreateToken(
                store,
                user,
                scope,
                given.TryGetValue("--expires", out var expires) ? TokenLife.Parse(expires) : TokenLife.Default,
                Actor.System,
                given.GetValueOrDefault("--name"))
            : null;

    private static TokenScope? ScopeOf(Dictionary<string, string> given) => given.GetValueOrDefault("--scope") switch
    {
        "read" => TokenScope.Read,
        "write" => TokenScope.Write,
        _ => null,
    };

    private static int Print(IssuedToken issued)
    {
        // The token alone on standard output, for TOKEN=$(worksquared token create …).
        Console.WriteLine(issued.Text);
        Console.Error.WriteLine($"This is the only time that it is shown. Its id is {issued.Id}, and it is good until {Verb.At(issued.ExpiresAt)}.");
        return 0;
    }

    private static int Print(IReadOnlyList<TokenDescription> tokens)
    {
        foreach (var token in tokens)
        {
            var state = token.RevokedAt is { } revoked ? $"revoked {Verb.At(revoked)}" : $"good until {Verb.At(token.ExpiresAt)}";
            var used = token.LastUsedAt is { } last ? $"last used {Verb.At(last)}" : "never used";
            Console.WriteLine($"{token.Id}  {token.StoreId}  {(token.Scope is TokenScope.Write ? "write" : "read")}  {token.User}  {token.Name}  {state}  {used}");
        }

        return 0;
    }
}
