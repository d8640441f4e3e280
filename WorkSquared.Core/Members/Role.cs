using System.Text.Json.Serialization;

namespace WorkSquared.Core.Members;

/// <summary>What a member may do in a store; whoever has a greater one may do all that a lesser one may. The numbers are what the table holds.</summary>
/// <remarks>In <see cref="InstanceStore"/> a <see cref="Member"/> has an account, and an <see cref="Admin"/> administers the instance.</remarks>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Sees the conversations that are shared with them, and writes there.</summary>
    [JsonStringEnumMemberName("guest")]
    Guest = 1,

    /// <summary>Works with all that is open to the workspace.</summary>
    [JsonStringEnumMemberName("member")]
    Member = 2,

    /// <summary>Invites and removes people, and gives roles up to their own.</summary>
    [JsonStringEnumMemberName("admin")]
    Admin = 3,

    /// <summary>All of that, for owners too. A workspace always has one.</summary>
    [JsonStringEnumMemberName("owner")]
    Owner = 4,
}
