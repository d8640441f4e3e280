using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Tokens;

/// <summary>What a token may do. The numbers are what the table holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TokenScope>))]
public enum TokenScope
{
    /// <summary>Read and follow the events of its store.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>That, and push events.</summary>
    [JsonStringEnumMemberName("write")]
    Write,
}

/// <summary>Another service may act for somebody from now on. Never the secret, nor anything that follows from it.</summary>
/// <param name="Name">What the token is for, in the words of whoever made it.</param>
/// <param name="UserId">The member whom it acts for.</param>
public sealed record TokenCreated(
    Guid Id, string Name, Guid UserId, TokenScope Scope, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt) : WorkEvent;

public sealed record TokenRevoked(Guid Id, DateTimeOffset CreatedAt) : WorkEvent;
