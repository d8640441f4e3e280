namespace WorkSquared.Web.Hosting;

/// <summary>The host before anything of ours is in it.</summary>
internal static class WebHost
{
    private const string VerbDatabase = "WorkSquared:CommandLine:Database";

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // appsettings.json lies beside the solution and is copied next to the binaries, so that is where settings are read from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();

        // It names downloads, and ours have the titles of conversations.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Http.Result", LogLevel.Warning);

        // It writes down what came from the provider, or from whoever says to be sent by it. Accounts/Oidc has a log of its own.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        // "verify --db FILE" looks at a copy somewhere else.
        builder.Configuration.AddCommandLine(args, new Dictionary<string, string> { ["--db"] = VerbDatabase });
        if (builder.Configuration[VerbDatabase] is { } file)
        {
            builder.Configuration["ConnectionStrings:WorkSquared"] = $"Data Source=\"{file}\"";
        }

        // Longer than the responder's own 25 seconds, so that a running answer can end and its claim be released.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        return builder;
    }
}
