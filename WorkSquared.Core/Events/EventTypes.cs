using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace WorkSquared.Core.Events;

/// <summary>The written names of events. A class may be renamed; a name in this table may not, and neither may a field change its meaning.</summary>
internal static class EventTypes
{
    public const string ResponseReceived = "v1.LLMResponseReceived";
    public const string ResponseFailed = "v1.LLMResponseFailed";
    public const string ResponseCancelled = "v1.LLMResponseCancelled";
    public const string AnswerImported = "v1.AnswerImported";

    /// <summary>The shape of payloads written today. A payload of a higher one comes from a newer version and is kept as unknown.</summary>
    public const int SchemaVersion = 1;

    private static readonly FrozenDictionary<string, JsonTypeInfo> _infoByName = new Dictionary<string, JsonTypeInfo>
    {
        ["v1.ConversationCreated"] = EventJson.Compact.ConversationCreated,
        ["v1.ConversationRenamed"] = EventJson.Compact.ConversationRenamed,
        ["v1.ConversationPinned"] = EventJson.Compact.ConversationPinned,
        ["v1.ConversationUnpinned"] = EventJson.Compact.ConversationUnpinned,
        ["v1.ConversationArchived"] = EventJson.Compact.ConversationArchived,
        ["v1.ConversationUnarchived"] = EventJson.Compact.ConversationUnarchived,
        ["v1.ConversationDeleted"] = EventJson.Compact.ConversationDeleted,
        ["v1.ConversationRestored"] = EventJson.Compact.ConversationRestored,
        ["v1.ConversationRestricted"] = EventJson.Compact.ConversationRestricted,
        ["v1.ConversationOpened"] = EventJson.Compact.ConversationOpened,
        ["v1.ConversationShared"] = EventJson.Compact.ConversationShared,
        ["v1.ConversationUnshared"] = EventJson.Compact.ConversationUnshared,
        ["v1.LabelAdded"] = EventJson.Compact.LabelAdded,
        ["v1.LabelRemoved"] = EventJson.Compact.LabelRemoved,
        ["v1.PromptSaved"] = EventJson.Compact.PromptSaved,
        ["v1.PromptRemoved"] = EventJson.Compact.PromptRemoved,
        ["v1.UserCreated"] = EventJson.Compact.UserCreated,
        ["v1.UserRenamed"] = EventJson.Compact.UserRenamed,
        ["v1.AdministratorAppointed"] = EventJson.Compact.AdministratorAppointed,
        ["v1.RoleGranted"] = EventJson.Compact.RoleGranted,
        ["v1.MemberRemoved"] = EventJson.Compact.MemberRemoved,
        ["v1.MemberSuspended"] = EventJson.Compact.MemberSuspended,
        ["v1.MemberReinstated"] = EventJson.Compact.MemberReinstated,
        ["v1.InviteCreated"] = EventJson.Compact.InviteCreated,
        ["v1.InviteRevoked"] = EventJson.Compact.InviteRevoked,
        ["v1.InviteAccepted"] = EventJson.Compact.InviteAccepted,
        ["v1.WorkspaceCreated"] = EventJson.Compact.WorkspaceCreated,
        ["v1.WorkspaceRenamed"] = EventJson.Compact.WorkspaceRenamed,
        ["v1.ModelConfigured"] = EventJson.Compact.ModelConfigured,
        ["v1.TokenCreated"] = EventJson.Compact.TokenCreated,
        ["v1.TokenRevoked"] = EventJson.Compact.TokenRevoked,
        ["v1.SignedIn"] = EventJson.Compact.SignedIn,
        ["v1.SignInFailed"] = EventJson.Compact.SignInFailed,
        ["v1.SignedOut"] = EventJson.Compact.SignedOut,
        ["v1.PasswordChanged"] = EventJson.Compact.PasswordChanged,
        ["v1.ExternalLoginLinked"] = EventJson.Compact.ExternalLoginLinked,
        ["v1.ExternalLoginUnlinked"] = EventJson.Compact.ExternalLoginUnlinked,
        ["v1.ResetLinkCreated"] = EventJson.Compact.ResetLinkCreated,
        ["v1.SecondFactorTurnedOn"] = EventJson.Compact.SecondFactorTurnedOn,
        ["v1.SecondFactorTurnedOff"] = EventJson.Compact.SecondFactorTurnedOff,
        ["v1.PasskeyAdded"] = EventJson.Compact.PasskeyAdded,
        ["v1.PasskeyRemoved"] = EventJson.Compact.PasskeyRemoved,
        ["v1.Exported"] = EventJson.Compact.Exported,
        ["v1.AuditViewed"] = EventJson.Compact.AuditViewed,
        ["v1.AccessRefused"] = EventJson.Compact.AccessRefused,
        ["v1.ConversationConfigured"] = EventJson.Compact.ConversationConfigured,
        ["v1.ChatMessageSent"] = EventJson.Compact.ChatMessageSent,
        ["v1.LLMResponseRequested"] = EventJson.Compact.LLMResponseRequested,
        ["v1.LLMResponseStopRequested"] = EventJson.Compact.LLMResponseStopRequested,
        ["v1.LLMResponseStarted"] = EventJson.Compact.LLMResponseStarted,
        ["v1.LLMResponseDelayed"] = EventJson.Compact.LLMResponseDelayed,
        [ResponseReceived] = EventJson.Compact.LLMResponseReceived,
        [ResponseFailed] = EventJson.Compact.LLMResponseFailed,
        [ResponseCancelled] = EventJson.Compact.LLMResponseCancelled,
        ["v1.ResponseRated"] = EventJson.Compact.ResponseRated,
        ["v1.TaskCreated"] = EventJson.Compact.TaskCreated,
        ["v1.TaskImported"] = EventJson.Compact.TaskImported,
        ["v1.TaskRenamed"] = EventJson.Compact.TaskRenamed,
        ["v1.TaskCompleted"] = EventJson.Compact.TaskCompleted,
        ["v1.TaskReopened"] = EventJson.Compact.TaskReopened,
        ["v1.TaskDeleted"] = EventJson.Compact.TaskDeleted,
        ["v1.TaskRestored"] = EventJson.Compact.TaskRestored,
        ["v1.ConversationImported"] = EventJson.Compact.ConversationImported,
        ["v1.QuestionImported"] = EventJson.Compact.QuestionImported,
        ["v1.RequestImported"] = EventJson.Compact.RequestImported,
        [AnswerImported] = EventJson.Compact.AnswerImported,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> _nameByType =
        _infoByName.ToFrozenDictionary(entry => entry.Value.Type, entry => entry.Key);

    /// <summary>The types of which a turn has at most one, as written in the filter of the unique index.</summary>
    public static IReadOnlyList<string> Terminal { get; } = [ResponseReceived, ResponseFailed, ResponseCancelled, AnswerImported];

    public static IEnumerable<Type> Known => _nameByType.Keys;

    public static string NameOf(WorkEvent data) => NameOf(data.GetType());

    public static string NameOf(Type type) => _nameByType.TryGetValue(type, out var name)
        ? name
        : throw new InvalidOperationException($"{type.Name} is not registered in {nameof(EventTypes)}.");

    public static byte[] Write(WorkEvent data) => JsonSerializer.SerializeToUtf8Bytes(data, _infoByName[NameOf(data)]);

    /// <summary>Never throws for what it does not understand: one odd event must not stop a store.</summary>
    public static WorkEvent Read(string name, int schemaVersion, string json)
    {
        if (schemaVersion > SchemaVersion || !_infoByName.TryGetValue(name, out var info))
        {
            return new UnknownEvent(name, json);
        }

        try
        {
            return (WorkEvent?)JsonSerializer.Deserialize(json, info) ?? new UnknownEvent(name, json);
        }
        catch (JsonException)
        {
            return new UnknownEvent(name, json);
        }
    }

    /// <summary>Whether two payloads say the same. Whoever repeats a command does so later, and may have seen more of the conversation by then:
    /// the time and the place are left out.</summary>
    public static bool SayTheSame(string json, string other) => JsonNode.DeepEquals(WhatIsSaid(json), WhatIsSaid(other));

    private static JsonObject WhatIsSaid(string json)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body.Remove("createdAt");
        body.Remove("afterTurnId");
        return body;
    }
}
