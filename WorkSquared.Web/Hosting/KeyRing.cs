using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Connecting;

namespace WorkSquared.Web.Hosting;

/// <summary>Keeps the keys that protect page state beside the data: in a container they would go with every restart.</summary>
internal static class KeyRing
{
    public static IServiceCollection AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("WorkSquared");
        services.AddSingleton<ISecretSeal, SecretSeal>();
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<WorkSquaredOptions>, ILoggerFactory>((keys, options, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(Own(Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "keys"))), loggers));
        return services;
    }

    // Whoever can read a key can make cookies that this server believes. One that is there already, on a volume perhaps, is as its owner has made it.
    private static DirectoryInfo Own(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
