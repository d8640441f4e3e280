using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace WorkSquared.Tests.Web;

/// <summary>The whole program over a data directory of its own, without a model that answers.</summary>
public sealed class TestSite : WebApplicationFactory<Program>
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"ws-site-{Path.GetRandomFileName()}");

    internal Action<IServiceCollection> Configure { get; init; } = _ => { };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("WorkSquared:DataDirectory", _directory);
        builder.UseSetting("WorkSquared:Responder:Enabled", "false");
        builder.UseSetting("WorkSquared:Llm:Provider", "Offline");
        builder.ConfigureTestServices(Configure);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
