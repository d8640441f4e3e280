using System.Globalization;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Hosting;

/// <summary><c>worksquared invite …</c>: lets somebody in without a page, beside a running server.</summary>
internal static class InviteVerb
{
    private const int Failed = 1;
    private const int Misused = 64;

    public const string Usage =
        """
        worksquared invite --store ID --role guest|member|admin|owner [--email EMAIL]
                                       prints the path of a link that lets one person in, once, within seven days
        """;

    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(string[] arguments, IServiceProvider services)
    {
        if (VerbOptions.Read(arguments, "--store", "--role", "--email") is not { } given || Command(given) is not { } command)
        {
            Console.Error.WriteLine(Usage);
            return Misused;
        }

        try
        {
            services.OpenWorkSquaredLogAsGuest();
            var issued = await services.GetRequiredService<IInvites>().CreateAsync(command, CancellationToken.None);
            Console.WriteLine($"/join/{issued.Text}");
            Console.Error.WriteLine($"Behind the address of the server. It is good once, until {issued.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}.");
            return 0;
        }
        catch (CommandRefusedException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return refused.Refusal is Refusal.Unavailable ? StartupRefusedException.InputOutput : Failed;
        }
    }

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
