using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>How dear a guess is, and that it says nothing of who is there.</summary>
public sealed class PasswordHashTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddLocalization().AddIdentityCore<Account>().Services.AddCredentialChecks().BuildServiceProvider();
    private readonly Account _ada = new();

    private IPasswordHasher<Account> Hasher => _services.GetRequiredService<IPasswordHasher<Account>>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Hash_IsPbkdf2WithSha512_AndAtLeast210000Iterations()
    {
        var hash = Convert.FromBase64String(Hasher.HashPassword(_ada, "no capitals or digits"));

        // The framework's third format: its number, the function (2 is SHA-512), the iterations.
        Assert.Equal(1, hash[0]);
        Assert.Equal(2, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)));
        Assert.InRange(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)), 210_000, int.MaxValue);
    }

    [Fact]
    public void Hash_OfFewerIterations_IsGood_AndAsksToBeMadeAnew()
    {
        var former = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = AccountOptions.HashIterations - 1 }));
        var hash = former.HashPassword(_ada, "no capitals or digits");

        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, Hasher.VerifyHashedPassword(_ada, hash, "no capitals or digits"));
        Assert.Equal(PasswordVerificationResult.Failed, Hasher.VerifyHashedPassword(_ada, hash, "no capitals, or digits"));
        Assert.Equal(PasswordVerificationResult.Success, Hasher.VerifyHashedPassword(_ada, Hasher.HashPassword(_ada, "no capitals or digits"), "no capitals or digits"));
    }

    [Fact]
    public void UnknownAccount_CostsWhatAWrongPasswordCosts()
    {
        var decoy = _services.GetRequiredService<DecoyHash>();
        var hash = Hasher.HashPassword(_ada, "no capitals or digits");
        List<TimeSpan> wrong = [];
        List<TimeSpan> unknown = [];

        // In turns, so that a busy machine is busy for both.
        for (var i = 0; i < 15; i++)
        {
            wrong.Add(TimeOf(() => Hasher.VerifyHashedPassword(_ada, hash, $"a wrong password {i}")));
            unknown.Add(TimeOf(() => decoy.Spend($"a wrong password {i}")));
        }

        Assert.InRange(MedianOf(unknown) / MedianOf(wrong), 0.5, 2);
    }

    private static TimeSpan TimeOf(Action check)
    {
        var watch = Stopwatch.StartNew();
        check();
        return watch.Elapsed;
    }

    private static TimeSpan MedianOf(List<TimeSpan> samples) => samples.Order().ElementAt(samples.Count / 2);
}
