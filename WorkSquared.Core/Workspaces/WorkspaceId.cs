using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Core.Workspaces;

/// <summary>Mints the id of a new store. It stays when the workspace is renamed: it stands in addresses, settings and tokens of other services.</summary>
internal static class WorkspaceId
{
    private const int SlugLength = 30;

    // Without vowels, and letters that look like digits: no words come about, and it can be read out.
    private const string Alphabet = "23456789bcdfghjkmnpqrstvwxz";

    private const int TailLength = 6;

    /// <returns>A name as far as it can stand in an address, in ASCII, and a tail that keeps two of one name apart: "office-move-7kq2xd".</returns>
    public static string Mint(string name)
    {
        var tail = RandomNumberGenerator.GetString(Alphabet, TailLength);
        return SlugOf(name) is { Length: > 0 } slug ? $"{slug}-{tail}" : $"workspace-{tail}";
    }

    private static string SlugOf(string name)
    {
        StringBuilder slug = new();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(char.ToLowerInvariant(letter));
            }
            else if (slug is [.., not '-'] && !char.IsLetter(letter))
            {
                slug.Append('-');
            }

            if (slug.Length == SlugLength)
            {
                break;
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
