using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Web.Accounts.Passkeys;

/// <summary>The answers of authenticators that have opened a session, for as long as their question is good: none does it twice.</summary>
internal sealed class SpentStates(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _spent = new();

    public bool TrySpend(string state)
    {
        var now = time.GetUtcNow();
        foreach (var old in _spent.Where(entry => entry.Value < now))
        {
            _spent.TryRemove(old);
        }

        return _spent.TryAdd(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(state))), now + SealedText.Life);
    }
}
