using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Hosting;

/// <summary><c>worksquared invite …</c>: lets somebody in without a page, beside a running server.</summary>
internal static class InviteVerb
{
    public const string Usage =
        """
        worksquared invite --store ID --role guest|member|admin|owner [--email EMAIL]
                                       prints the path of a link that lets one person in, once, within seven days
        """;

    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(string[] arguments, IServiceProvider services) => Verb.RunAsync(async () =>
    {
        if (VerbOptions.Read(arguments, "--store", "--role", "--email") is not { } given || Command(given) is not { } command)
        {
            return Verb.Refuse(Usage, Verb.Misused);
        }

        services.OpenWorkSquaredLogAsGuest();
        var issued = await services.GetRequiredService<IInvites>().CreateAsync(command, CancellationToken.None);
        Console.WriteLine($"/join/{issued.Text}");
        Console.Error.WriteLine($"Behind the address of the server. It is good once, until {Verb.At(issued.ExpiresAt)}.");
        return 0;
    });

    private static CreateInvite? Command(Dictionary<string, string> given) =>
        given.TryGetValue("--store", out var store) && RoleOf(given.GetValueOrDefault("--role")) is { } role
            ? new CreateInvite(store, role, given.GetValueOrDefault("--email"), Actor.System)
            : null;

    private static Role? RoleOf(string? name) => name switch
    {
        "guest" => Role.Guest,
        "member" => Role.Member,
        "admin" => Role.Admin,
        "owner" => Role.Owner,
        _ => null,
    };
}
