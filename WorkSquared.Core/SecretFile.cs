using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WorkSquared.Core;

/// <summary>A secret that lies in a file, as containers are given theirs: the same name with <c>_FILE</c> behind it says where.</summary>
public static class SecretFile
{
    /// <returns>The value itself if it is given; otherwise what is in its file.</returns>
    /// <exception cref="OptionsValidationException">There is no such file, or it can't be read.</exception>
    public static string? Read(IConfiguration configuration, string name)
    {
        var path = configuration[$"{name}_FILE"];
        if (!string.IsNullOrWhiteSpace(configuration[name]) || string.IsNullOrWhiteSpace(path))
        {
            return configuration[name];
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(SecretFile), [$"{name}_FILE names a file that can't be read: {path}"]);
        }
    }
}
