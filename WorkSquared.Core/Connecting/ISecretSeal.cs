namespace WorkSquared.Core.Connecting;

/// <summary>Encrypts what was entered in a page and must be read again, with keys that do not lie in the database.</summary>
public interface ISecretSeal
{
    /// <param name="host">Where alone the secret may go: sealed for one host, it is not opened for another.</param>
    string Seal(string secret, string host);

    /// <returns>Null when it can't be read: the keys have gone, or it was sealed for another host.</returns>
    string? Open(string sealedText, string host);
}
