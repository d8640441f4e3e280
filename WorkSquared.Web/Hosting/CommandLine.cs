using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Verification;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Web.Hosting;

/// <summary>What the first argument asks for: nothing serves the pages, a verb does its work and ends.</summary>
internal static class CommandLine
{
    private const string Debug = "--debug";

    private const string Usage =
        $"""
        worksquared                    serves the pages
        worksquared verify [--db FILE] checks the log, its chain and its projections; exit code 1 when something is wrong
        worksquared rebuild            makes the projections anew from the log; the server must not be running
        worksquared replay FILE        runs the turn of a downloaded case file again; exit code 1 when it goes another way than it did.
                                       It stops before the request under a debugger, and asks for one with --debug
        {TokenVerbs.Usage}
        {InviteVerb.Usage}
        {AccountVerbs.Usage}
        """;

    /// <param name="serve">Sets up the pages, once the settings have proved valid.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunWorkSquaredAsync(this WebApplication app, string[] args, Action<WebApplication> serve)
    {
        try
        {
            return args.FirstOrDefault(argument => !argument.StartsWith('-')) is { } verb && args[0] == verb
                ? await RunVerbAsync(verb, args[1..], app.Services)
                : await ServeAsync(app, serve);
        }
        catch (StartupRefusedException refused)
        {
            return Verb.Refuse(refused.Message, refused.ExitCode);
        }
        catch (OptionsValidationException invalid)
        {
            return Verb.Refuse(string.Join(Environment.NewLine, invalid.Failures), StartupRefusedException.Configuration);
        }
    }

    private static async Task<int> ServeAsync(WebApplication app, Action<WebApplication> serve)
    {
        Validate(app.Services);
        await app.Services.OpenWorkSquaredLogAsync(CancellationToken.None);
        await app.Services.GetRequiredService<AccountsStartup>().RunAsync(CancellationToken.None);
        serve(app);
        await app.RunAsync();
        return 0;
    }

    private static void Validate(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (InvalidOperationException unreadable)
        {
            // "abc" where a number should be: the binder's sentence names the key.
            throw new StartupRefusedException(unreadable.Message, StartupRefusedException.Configuration, unreadable);
        }
        catch (AggregateException several)
        {
            // One setting may stand in the way of several parts.
            var reasons = several.Flatten().InnerExceptions.OfType<OptionsValidationException>().SelectMany(invalid => invalid.Failures).Distinct();
            throw new StartupRefusedException(string.Join(Environment.NewLine, reasons), StartupRefusedException.Configuration, several);
        }
    }

    private static Task<int> RunVerbAsync(string verb, string[] arguments, IServiceProvider services) => verb switch
    {
        "verify" => VerifyAsync(services),
        "rebuild" => RebuildAsync(services),
        "replay" when arguments.Where(argument => argument != Debug).ToArray() is [var file] => ReplayAsync(file, arguments.Contains(Debug), services),
        "token" => TokenVerbs.RunAsync(arguments, services),
        "invite" => InviteVerb.RunAsync(arguments, services),
        "account" => AccountVerbs.RunAsync(arguments, services),
        _ => Task.FromResult(Verb.Refuse(Usage, Verb.Misused)),
    };

    private static async Task<int> VerifyAsync(IServiceProvider services)
    {
        var report = await services.GetRequiredService<ILogVerifier>().VerifyAsync(CancellationToken.None);
        foreach (var anchor in report.Head)
        {
            Console.WriteLine($"head {anchor}");
        }

        foreach (var fault in report.Faults)
        {
            Console.WriteLine(fault);
        }

        Console.WriteLine($"{report.Events} events, {report.Unknown} of unknown types: {(report.IsSound ? "OK" : $"{report.Faults.Count} faults")}");
        return report.IsSound ? 0 : Verb.Failed;
    }

    private static async Task<int> RebuildAsync(IServiceProvider services)
    {
        var events = await services.GetRequiredService<IProjectionRebuilder>().RebuildAsync(CancellationToken.None);
        Console.WriteLine($"{events} events replayed.");
        return 0;
    }

    private static async Task<int> ReplayAsync(string path, bool debug, IServiceProvider services)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var isSame = await services.GetRequiredService<ICaseReplay>().ReplayAsync(file, Console.Out, debug, CancellationToken.None);
            return isSame ? 0 : Verb.Failed;
        }
        catch (CaseFileException unusable)
        {
            return Verb.Refuse(unusable.Message, Verb.Misused);
        }
        catch (CommandRefusedException refused)
        {
            // A full disk under the temporary directory.
            return Verb.Refuse(refused.Message, StartupRefusedException.InputOutput);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Verb.Refuse($"{path} can't be read: {exception.Message}", Verb.Misused);
        }
    }
}
