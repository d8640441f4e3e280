using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using WorkSquared.Web.Api;

namespace WorkSquared.Web.Accounts;

/// <summary>The one place that every check of a credential goes through first: passwords, codes, links, tokens.</summary>
/// <remarks>Failures are counted by the address of the connection, and by account from that address: nobody can shut an account's owner out from
/// elsewhere. What a proxy says of addresses is not believed.</remarks>
internal sealed class CredentialGate(TimeProvider time)
{
    public const int FailuresPerAccount = 5;

    public const int FailuresPerAddress = 30;

    /// <summary>Of the way to a provider of identities: it proves nothing, and costs us a request to somebody else now and then.</summary>
    public const int DeparturesPerMinute = 60;

    /// <summary>Accounts, and addresses, that are kept in mind.</summary>
    public const int Capacity = 10_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly AttemptWindow _accounts = new(FailuresPerAccount, Window, Capacity, time);
    private readonly AttemptWindow _addresses = new(FailuresPerAddress, Window, Capacity, time);
    private readonly AttemptWindow _tokens = new(ApiLimits.FailuresPerMinute, TimeSpan.FromMinutes(1), Capacity, time);
    private readonly AttemptWindow _departures = new(DeparturesPerMinute, TimeSpan.FromMinutes(1), Capacity, time);

    // Names of accounts, which people mistype and paste passwords as, are not kept; nor can anybody choose two that meet.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly UpperInvariantLookupNormalizer _spelling = new();

    /// <summary>Keys in memory.</summary>
    public int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _accounts.Keys + _addresses.Keys + _tokens.Keys + _departures.Keys;
            }
        }
    }

    /// <summary>Asked before the check. The attempt counts from here on, unless <see cref="CredentialAttempt.Succeeded"/> takes it back: however many
    /// come at once, no more are answered.</summary>
    /// <param name="account">As it was typed, whether there is one or not; null where the credential names none.</param>
    /// <param name="wait">When there is none: how long until the next.</param>
    public bool TryBegin(HttpContext context, string? account, [NotNullWhen(true)] out CredentialAttempt? attempt, out TimeSpan wait)
    {
        var address = KeyOf(context.Connection.RemoteIpAddress);
        var accountThere = account is null ? (UInt128?)null : KeyOf(address, account);
        lock (_lock)
        {
            var waitOfAccount = accountThere is { } asked ? _accounts.WaitOf(asked) : null;
            var waitOfAddress = _addresses.WaitOf(address);
            if (waitOfAccount is not null || waitOfAddress is not null)
            {
                wait = Max(waitOfAccount ?? TimeSpan.Zero, waitOfAddress ?? TimeSpan.Zero);
                attempt = null;
                return false;
            }

            var atAddress = _addresses.Take(address);
            var atAccount = accountThere is { } taken ? _accounts.Take(taken) : 0;
            wait = TimeSpan.Zero;
            attempt = new CredentialAttempt(() =>
            {
                lock (_lock)
                {
                    _addresses.GiveBack(address, atAddress);
                    if (accountThere is { } given)
                    {
                        _accounts.GiveBack(given, atAccount);
                    }
                }
            });
            return true;
        }
    }

    /// <summary>As <see cref="TryBegin"/>, for whoever has somebody above them who tells the person.</summary>
    /// <exception cref="TooManyAttemptsException">There is none for a while.</exception>
    public CredentialAttempt Begin(HttpContext context, string? account) =>
        TryBegin(context, account, out var attempt, out var wait) ? attempt : throw new TooManyAttemptsException(wait);

    /// <summary>After a bearer token was not good. Those of services have a count of their own: behind a proxy, one with an old token would shut the
    /// people out; and good ones are never held up.</summary>
    /// <returns>How long to wait; null when this one may be told that its token is not good.</returns>
    public TimeSpan? WrongToken(HttpContext context) => Count(_tokens, context);

    /// <summary>Before somebody is sent to a provider of identities: not while nothing of theirs would be checked when they come back.</summary>
    /// <exception cref="TooManyAttemptsException">They have to wait.</exception>
    public void Depart(HttpContext context)
    {
        Begin(context, account: null).Succeeded();
        if (Count(_departures, context) is { } wait)
        {
            throw new TooManyAttemptsException(wait);
        }
    }

    private TimeSpan? Count(AttemptWindow attempts, HttpContext context)
    {
        var address = KeyOf(context.Connection.RemoteIpAddress);
        lock (_lock)
        {
            if (attempts.WaitOf(address) is { } wait)
            {
                return wait;
            }

            attempts.Take(address);
            return null;
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>An address of IPv6 counts with its network: whoever has one has 2⁶⁴.</summary>
    private static UInt128 KeyOf(IPAddress? address)
    {
        if (address is null)
        {
            return UInt128.Zero;
        }

        var key = BinaryPrimitives.ReadUInt128BigEndian(address.MapToIPv6().GetAddressBytes());
        return address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? key >> 64 << 64 : key;
    }

    private UInt128 KeyOf(UInt128 address, string account)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        hash.AppendData(bytes[..16]);

        // As Identity looks accounts up: or each spelling of one would have five attempts of its own.
        hash.AppendData(Encoding.UTF8.GetBytes(_spelling.NormalizeName(account.Trim())));
        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
