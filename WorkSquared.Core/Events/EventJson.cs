using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Import;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Workspaces;

namespace WorkSquared.Core.Events;

/// <summary>How events are written: generated code, the seed's camel case, no null fields.</summary>
[JsonSerializable(typeof(ConversationCreated))]
[JsonSerializable(typeof(ConversationRenamed))]
[JsonSerializable(typeof(ConversationPinned))]
[JsonSerializable(typeof(ConversationUnpinned))]
[JsonSerializable(typeof(ConversationArchived))]
[JsonSerializable(typeof(ConversationUnarchived))]
[JsonSerializable(typeof(ConversationDeleted))]
[JsonSerializable(typeof(ConversationRestored))]
[JsonSerializable(typeof(ConversationRestricted))]
[JsonSerializable(typeof(ConversationOpened))]
[JsonSerializable(typeof(ConversationShared))]
[JsonSerializable(typeof(ConversationUnshared))]
[JsonSerializable(typeof(LabelAdded))]
[JsonSerializable(typeof(LabelRemoved))]
[JsonSerializable(typeof(PromptSaved))]
[JsonSerializable(typeof(PromptRemoved))]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(UserRenamed))]
[JsonSerializable(typeof(AdministratorAppointed))]
[JsonSerializable(typeof(RoleGranted))]
[JsonSerializable(typeof(MemberRemoved))]
[JsonSerializable(typeof(MemberSuspended))]
[JsonSerializable(typeof(MemberReinstated))]
[JsonSerializable(typeof(InviteCreated))]
[JsonSerializable(typeof(InviteRevoked))]
[JsonSerializable(typeof(InviteAccepted))]
[JsonSerializable(typeof(WorkspaceCreated))]
[JsonSerializable(typeof(WorkspaceRenamed))]
[JsonSerializable(typeof(ModelConfigured))]
[JsonSerializable(typeof(TokenCreated))]
[JsonSerializable(typeof(TokenRevoked))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(SignInFailed))]
[JsonSerializable(typeof(SignedOut))]
[JsonSerializable(typeof(PasswordChanged))]
[JsonSerializable(typeof(ExternalLoginLinked))]
[JsonSerializable(typeof(ExternalLoginUnlinked))]
[JsonSerializable(typeof(ResetLinkCreated))]
[JsonSerializable(typeof(SecondFactorTurnedOn))]
[JsonSerializable(typeof(SecondFactorTurnedOff))]
[JsonSerializable(typeof(PasskeyAdded))]
[JsonSerializable(typeof(PasskeyRemoved))]
[JsonSerializable(typeof(Exported))]
[JsonSerializable(typeof(AuditViewed))]
[JsonSerializable(typeof(AccessRefused))]
[JsonSerializable(typeof(ConversationConfigured))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(AnswerRule?))]
[JsonSerializable(typeof(ChatMessageSent))]
[JsonSerializable(typeof(LLMResponseRequested))]
[JsonSerializable(typeof(LLMResponseStopRequested))]
[JsonSerializable(typeof(LLMResponseStarted))]
[JsonSerializable(typeof(LLMResponseDelayed))]
[JsonSerializable(typeof(LLMResponseReceived))]
[JsonSerializable(typeof(LLMResponseFailed))]
[JsonSerializable(typeof(LLMResponseCancelled))]
[JsonSerializable(typeof(ResponseRated))]
[JsonSerializable(typeof(TaskCreated))]
[JsonSerializable(typeof(TaskImported))]
[JsonSerializable(typeof(TaskRenamed))]
[JsonSerializable(typeof(TaskCompleted))]
[JsonSerializable(typeof(TaskReopened))]
[JsonSerializable(typeof(TaskDeleted))]
[JsonSerializable(typeof(TaskRestored))]
[JsonSerializable(typeof(ConversationImported))]
[JsonSerializable(typeof(QuestionImported))]
[JsonSerializable(typeof(RequestImported))]
[JsonSerializable(typeof(AnswerImported))]
internal sealed partial class EventJson : JsonSerializerContext
{
    public static EventJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,

        // Text stays as people wrote it: it is never embedded in HTML, and escaped it would take up to six times the room.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
