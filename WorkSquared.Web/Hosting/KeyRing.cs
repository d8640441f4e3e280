using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using WorkSquared.Core;

namespace WorkSquared.Web.Hosting;

/// <summary>Keeps the keys that protect page state beside the data: in a container they would go with every restart.</summary>
internal static class KeyRing
{
    public static IServiceCollection AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("WorkSquared");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<WorkSquaredOptions>, ILoggerFactory>((keys, options, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(Own(Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "keys"))), loggers));
        return services;
    }

    // Whoever can read a key can make cookies that this server believes.
    private static DirectoryInfo Own(string path)
    {
        const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        var directory = Directory.CreateDirectory(path, OwnerAlone);
        directory.UnixFileMode = OwnerAlone;
        return directory;
    }
}
