using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Api;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>How many guesses anybody has.</summary>
public sealed class CredentialGateTests
{
    private const string Home = "198.51.100.7";
    private const string Elsewhere = "203.0.113.9";

    private readonly FakeTimeProvider _time = new();
    private readonly CredentialGate _gate;

    public CredentialGateTests() => _gate = new CredentialGate(_time);

    [Fact]
    public async Task HundredWrongAttempts_AtOnce_GetExactlyFiveAnswers()
    {
        // Often, each time at another account from another address: what two threads spoil, they spoil seldom.
        const int rounds = 300;
        using Barrier start = new(participantCount: 4);
        var begun = new int[rounds];

        await Task.WhenAll(Enumerable.Range(0, start.ParticipantCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < rounds * 25; i++)
                {
                    var round = i / 25;
                    if (i % 25 == 0)
                    {
                        start.SignalAndWait(TestContext.Current.CancellationToken);
                    }

                    if (Begin($"{round}@example.org", $"10.0.{round >> 8}.{round & 255}") is not null)
                    {
                        Interlocked.Increment(ref begun[round]);
                    }
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.All(begun, answers => Assert.Equal(5, answers));
    }

    [Fact]
    public void Victim_SignsIn_FromAnotherAddress_AndOthersFromTheSame()
    {
        Fail("ada@example.org", times: 100);

        Assert.Null(Begin("ada@example.org"));
        Assert.NotNull(Begin("ada@example.org", Elsewhere));
        Assert.NotNull(Begin("grace@example.org"));
    }

    [Fact]
    public void Address_ThatGuessesAtManyAccounts_HasThirtyAttempts()
    {
        var begun = Enumerable.Range(0, 200).Count(i => Begin($"{i}@example.org") is not null);

        Assert.Equal(30, begun);
        Assert.Null(Begin("ada@example.org"));
        Assert.Null(Begin(account: null));
        Assert.NotNull(Begin("ada@example.org", Elsewhere));
    }

    [Fact]
    public void Codes_ThatNameNoAccount_AreCountedByAddress()
    {
        Assert.Equal(30, Enumerable.Range(0, 100).Count(_ => Begin(account: null) is not null));
        Assert.Null(Begin("ada@example.org"));
    }

    [Fact]
    public void Attempts_PassFifteenMinutesLater_EachForItself()
    {
        Fail("ada@example.org", times: 4);
        _time.Advance(TimeSpan.FromMinutes(10));
        Fail("ada@example.org", times: 1);

        Assert.False(_gate.TryBegin(From(Home), "ada@example.org", out _, out var wait));
        Assert.Equal(TimeSpan.FromMinutes(5), wait);
        _time.Advance(wait - TimeSpan.FromTicks(1));
        Assert.Null(Begin("ada@example.org"));
        _time.Advance(TimeSpan.FromTicks(1));

        // Four are free, the fifth is ten minutes from being it: no span of fifteen minutes has six.
        Assert.Equal(4, Enumerable.Range(0, 100).Count(_ => Begin("ada@example.org") is not null));
    }

    [Fact]
    public void RefusedAttempts_ProlongNothing()
    {
        Fail("ada@example.org", times: 5);
        for (var i = 0; i < 15; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Fail("ada@example.org", times: i < 14 ? 10 : 0);
        }

        Assert.NotNull(Begin("ada@example.org"));
    }

    [Fact]
    public void Success_DoesNotCount_AndForgivesNoFailure()
    {
        Fail("ada@example.org", times: 4);

        for (var i = 0; i < 100; i++)
        {
            var attempt = Begin("ada@example.org");
            Assert.NotNull(attempt);
            attempt.Succeeded();
            attempt.Succeeded();
        }

        Fail("ada@example.org", times: 1);
        Assert.Null(Begin("ada@example.org"));
    }

    [Theory]
    [InlineData("ada@example.org", "ADA@Example.ORG")]
    [InlineData("ada@example.org", "  ada@example.org ")]
    [InlineData("ÅDÉ@example.org", "ådé@example.org")]
    public void Spellings_OfOneAccount_ShareItsAttempts(string account, string spelled)
    {
        Fail(account, times: 5);

        Assert.Null(Begin(spelled));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("198.51.100.7", "::ffff:198.51.100.7", true)]
    [InlineData("198.51.100.7", "198.51.100.8", false)]
    [InlineData("::ffff:198.51.100.7", "::ffff:198.51.100.8", false)]
    [InlineData("::1", "127.0.0.1", false)]
    public void Addresses_OfOneNetworkOfIpv6_CountAsOne(string address, string other, bool same)
    {
        Fail("ada@example.org", 5, address);

        Assert.Equal(same, Begin("ada@example.org", other) is null);
    }

    [Fact]
    public void Account_AsNobodyCanSpellIt_IsCountedToo() =>
        Assert.Equal(5, Enumerable.Range(0, 100).Count(_ => Begin("\ud800") is not null));

    [Fact]
    public void Memory_IsBounded_UnderAHundredThousandAccountsFromAsManyAddresses()
    {
        for (var i = 0; i < 100_000; i++)
        {
            Begin($"{i}@example.org", $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");
        }

        Assert.Equal(2 * CredentialGate.Capacity, _gate.Remembered);

        // The latest are the ones that are kept.
        Fail("99999@example.org", 4, "10.1.134.159");
        Assert.Null(Begin("99999@example.org", "10.1.134.159"));
    }

    [Fact]
    public void Memory_IsEmptyAgain_AfterTheWindow_AndAfterSuccess()
    {
        for (var i = 0; i < 5_000; i++)
        {
            Begin($"{i}@example.org", $"10.0.{i >> 8}.{i & 255}");
        }

        _time.Advance(CredentialGate.Window);
        Begin("ada@example.org")!.Succeeded();

        Assert.Equal(0, _gate.Remembered);
    }

    [Fact]
    public void WrongTokens_AreCountedApart_ByTheMinute()
    {
        var told = Enumerable.Range(0, 100).Count(_ => _gate.WrongToken(From(Home)) is null);

        Assert.Equal(ApiLimits.FailuresPerMinute, told);
        Assert.Equal(TimeSpan.FromMinutes(1), _gate.WrongToken(From(Home)));
        Assert.Null(_gate.WrongToken(From(Elsewhere)));
        Assert.NotNull(Begin("ada@example.org"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_gate.WrongToken(From(Home)));
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private CredentialAttempt? Begin(string? account, string address = Home) => _gate.TryBegin(From(address), account, out var attempt, out _) ? attempt : null;

    private void Fail(string account, int times, string address = Home)
    {
        for (var i = 0; i < times; i++)
        {
            Begin(account, address);
        }
    }
}
