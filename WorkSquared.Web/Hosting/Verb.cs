using System.Globalization;
using WorkSquared.Core;

namespace WorkSquared.Web.Hosting;

/// <summary>How verbs of the command line end, and how they write what they say.</summary>
internal static class Verb
{
    public const int Failed = 1;

    /// <summary>Of sysexits.h: used in a way that there is not.</summary>
    public const int Misused = 64;

    /// <returns>What <paramref name="act"/> returns, or the exit code that says why nothing was done.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (CommandRefusedException refused)
        {
            return Refuse(refused.Message, refused.Refusal is Refusal.Unavailable ? StartupRefusedException.InputOutput : Failed);
        }
    }

    public static int Refuse(string reason, int exitCode)
    {
        Console.Error.WriteLine(reason);
        return exitCode;
    }

    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
