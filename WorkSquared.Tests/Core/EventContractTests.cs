using System.Text;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Events;
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
using WorkSquared.Core.Usage;
using WorkSquared.Core.Workspaces;

namespace WorkSquared.Tests.Core;

/// <summary>What is written stays readable for ever: each name and shape is pinned here by hand.</summary>
public sealed class EventContractTests
{
    private static readonly Guid _id = Guid.Parse("01980000-0000-7000-8000-000000000001");
    private static readonly Guid _conversation = Guid.Parse("01980000-0000-7000-8000-000000000002");
    private static readonly Guid _question = Guid.Parse("01980000-0000-7000-8000-000000000003");
    private static readonly DateTimeOffset _at = new(2026, 1, 5, 9, 30, 0, TimeSpan.Zero);

    private const string Id = "01980000-0000-7000-8000-000000000001";
    private const string Conversation = "01980000-0000-7000-8000-000000000002";
    private const string Question = "01980000-0000-7000-8000-000000000003";
    private const string At = "2026-01-05T09:30:00+00:00";

    public static TheoryData<WorkEvent, string, string> Pins { get; } = new()
    {
        {
            new ConversationCreated(_id, "Office move", _at),
            "v1.ConversationCreated",
            $$"""{"id":"{{Id}}","title":"Office move","createdAt":"{{At}}"}"""
        },
        {
            new ConversationRenamed(_conversation, "Office move", _at),
            "v1.ConversationRenamed",
            $$"""{"conversationId":"{{Conversation}}","title":"Office move","createdAt":"{{At}}"}"""
        },
        {
            new ConversationPinned(_conversation, _at),
            "v1.ConversationPinned",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationUnpinned(_conversation, _at),
            "v1.ConversationUnpinned",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationArchived(_conversation, _at),
            "v1.ConversationArchived",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationRestricted(_conversation, _at),
            "v1.ConversationRestricted",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationOpened(_conversation, _at),
            "v1.ConversationOpened",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationShared(_conversation, _id, _at),
            "v1.ConversationShared",
            $$"""{"conversationId":"{{Conversation}}","userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationUnshared(_conversation, _id, _at),
            "v1.ConversationUnshared",
            $$"""{"conversationId":"{{Conversation}}","userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationUnarchived(_conversation, _at),
            "v1.ConversationUnarchived",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationDeleted(_conversation, _at),
            "v1.ConversationDeleted",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationRestored(_conversation, _at),
            "v1.ConversationRestored",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new LabelAdded(_conversation, "Kunde & Söhne", _at),
            "v1.LabelAdded",
            $$"""{"conversationId":"{{Conversation}}","label":"Kunde & Söhne","createdAt":"{{At}}"}"""
        },
        {
            new LabelRemoved(_conversation, "Kunde & Söhne", _at),
            "v1.LabelRemoved",
            $$"""{"conversationId":"{{Conversation}}","label":"Kunde & Söhne","createdAt":"{{At}}"}"""
        },
        {
            new ResponseRated(_id, _conversation, _question, Rating.Down, _at, "Too long"),
            "v1.ResponseRated",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseId":"{{Question}}","rating":"down","createdAt":"{{At}}","comment":"Too long"}"""
        },
        {
            new ResponseRated(_id, _conversation, _question, Rating.Up, _at),
            "v1.ResponseRated",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseId":"{{Question}}","rating":"up","createdAt":"{{At}}"}"""
        },
        {
            new ResponseRated(_id, _conversation, _question, Rating.None, _at),
            "v1.ResponseRated",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseId":"{{Question}}","rating":"none","createdAt":"{{At}}"}"""
        },
        {
            new TaskCreated(_id, "Call Maria & book", _at, _conversation, _question),
            "v1.TaskCreated",
            $$"""{"id":"{{Id}}","title":"Call Maria & book","createdAt":"{{At}}","conversationId":"{{Conversation}}","messageId":"{{Question}}"}"""
        },
        {
            new TaskCreated(_id, "Call Maria", _at),
            "v1.TaskCreated",
            $$"""{"id":"{{Id}}","title":"Call Maria","createdAt":"{{At}}"}"""
        },
        {
            new TaskImported(_id, "Call Maria", "person:imported:ada", _at, _conversation, _question, _at, "person:imported:bob"),
            "v1.TaskImported",
            $$"""{"id":"{{Id}}","title":"Call Maria","author":"person:imported:ada","createdAt":"{{At}}","conversationId":"{{Conversation}}","messageId":"{{Question}}","completedAt":"{{At}}","completedBy":"person:imported:bob"}"""
        },
        {
            new TaskImported(_id, "Call Maria", "person:ada", _at),
            "v1.TaskImported",
            $$"""{"id":"{{Id}}","title":"Call Maria","author":"person:ada","createdAt":"{{At}}"}"""
        },
        {
            new TaskRenamed(_id, "Call Chen", _at, _conversation),
            "v1.TaskRenamed",
            $$"""{"id":"{{Id}}","title":"Call Chen","createdAt":"{{At}}","conversationId":"{{Conversation}}"}"""
        },
        {
            new TaskCompleted(_id, _at, _conversation),
            "v1.TaskCompleted",
            $$"""{"id":"{{Id}}","createdAt":"{{At}}","conversationId":"{{Conversation}}"}"""
        },
        {
            new TaskReopened(_id, _at),
            "v1.TaskReopened",
            $$"""{"id":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new TaskDeleted(_id, _at, _conversation),
            "v1.TaskDeleted",
            $$"""{"id":"{{Id}}","createdAt":"{{At}}","conversationId":"{{Conversation}}"}"""
        },
        {
            new TaskRestored(_id, _at),
            "v1.TaskRestored",
            $$"""{"id":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new PromptSaved(_id, "weekly-report", "Report for {{client}}", _at),
            "v1.PromptSaved",
            $$$"""{"id":"{{{Id}}}","name":"weekly-report","text":"Report for {{client}}","createdAt":"{{{At}}}"}"""
        },
        {
            new PromptRemoved(_id, _at),
            "v1.PromptRemoved",
            $$"""{"id":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new UserCreated(_id, "Ada", _at),
            "v1.UserCreated",
            $$"""{"id":"{{Id}}","name":"Ada","createdAt":"{{At}}"}"""
        },
        {
            new UserRenamed(_id, "Ada Lovelace", _at),
            "v1.UserRenamed",
            $$"""{"id":"{{Id}}","name":"Ada Lovelace","createdAt":"{{At}}"}"""
        },
        {
            new AdministratorAppointed(_id, _at),
            "v1.AdministratorAppointed",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new RoleGranted(_id, Role.Owner, _at),
            "v1.RoleGranted",
            $$"""{"userId":"{{Id}}","role":"owner","createdAt":"{{At}}"}"""
        },
        {
            new MemberRemoved(_id, _at),
            "v1.MemberRemoved",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new MemberSuspended(_id, _at),
            "v1.MemberSuspended",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new MemberReinstated(_id, _at),
            "v1.MemberReinstated",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new InviteCreated(_id, Role.Guest, _at, _at, "ada@example.org"),
            "v1.InviteCreated",
            $$"""{"id":"{{Id}}","role":"guest","expiresAt":"{{At}}","createdAt":"{{At}}","email":"ada@example.org"}"""
        },
        {
            new InviteCreated(_id, Role.Member, _at, _at),
            "v1.InviteCreated",
            $$"""{"id":"{{Id}}","role":"member","expiresAt":"{{At}}","createdAt":"{{At}}"}"""
        },
        {
            new InviteRevoked(_id, _at),
            "v1.InviteRevoked",
            $$"""{"id":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new InviteAccepted(_id, _question, _at),
            "v1.InviteAccepted",
            $$"""{"id":"{{Id}}","userId":"{{Question}}","createdAt":"{{At}}"}"""
        },
        {
            new WorkspaceCreated("office-move-7kq2xd", "Office move", _at),
            "v1.WorkspaceCreated",
            $$"""{"id":"office-move-7kq2xd","name":"Office move","createdAt":"{{At}}"}"""
        },
        {
            new WorkspaceRenamed("Office move", _at),
            "v1.WorkspaceRenamed",
            $$"""{"name":"Office move","createdAt":"{{At}}"}"""
        },
        {
            new ModelConfigured(
                ModelProvider.AzureOpenAI, _at, "https://r.openai.azure.com", "gpt-4o", ["o3"], ProjectId: null, Temperature: 0.7, MaxOutputTokens: 1000, KeyChange.Given),
            "v1.ModelConfigured",
            $$"""{"provider":"azure-openai","createdAt":"{{At}}","endpoint":"https://r.openai.azure.com","model":"gpt-4o","others":["o3"],"temperature":0.7,"maxOutputTokens":1000,"key":"given"}"""
        },
        {
            new SignedIn(_id, "password", _at),
            "v1.SignedIn",
            $$"""{"userId":"{{Id}}","proof":"password","createdAt":"{{At}}"}"""
        },
        {
            new SignInFailed("password", _at),
            "v1.SignInFailed",
            $$"""{"reason":"password","createdAt":"{{At}}"}"""
        },
        {
            new SignInFailed("password", _at, _id),
            "v1.SignInFailed",
            $$"""{"reason":"password","createdAt":"{{At}}","userId":"{{Id}}"}"""
        },
        {
            new SignedOut(_id, _at),
            "v1.SignedOut",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new PasswordChanged(_id, _at),
            "v1.PasswordChanged",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new ExternalLoginLinked(_id, "https://id.example", "email", _at),
            "v1.ExternalLoginLinked",
            $$"""{"userId":"{{Id}}","issuer":"https://id.example","reason":"email","createdAt":"{{At}}"}"""
        },
        {
            new ExternalLoginUnlinked(_id, "https://id.example", _at),
            "v1.ExternalLoginUnlinked",
            $$"""{"userId":"{{Id}}","issuer":"https://id.example","createdAt":"{{At}}"}"""
        },
        {
            new ResetLinkCreated(_id, WithoutSecondFactor: true, _at),
            "v1.ResetLinkCreated",
            $$"""{"userId":"{{Id}}","withoutSecondFactor":true,"createdAt":"{{At}}"}"""
        },
        {
            new SecondFactorTurnedOn(_id, _at),
            "v1.SecondFactorTurnedOn",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new SecondFactorTurnedOff(_id, _at),
            "v1.SecondFactorTurnedOff",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new PasskeyAdded(_id, _at),
            "v1.PasskeyAdded",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new PasskeyRemoved(_id, _at),
            "v1.PasskeyRemoved",
            $$"""{"userId":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new Exported(_id, "default", "md", _at),
            "v1.Exported",
            $$"""{"userId":"{{Id}}","storeId":"default","what":"md","createdAt":"{{At}}"}"""
        },
        {
            new AuditViewed(_id, "default", "list", _at, "kind=Members"),
            "v1.AuditViewed",
            $$"""{"userId":"{{Id}}","storeId":"default","what":"list","createdAt":"{{At}}","filter":"kind=Members"}"""
        },
        {
            new AccessRefused(_id, "/settings/team", _at),
            "v1.AccessRefused",
            $$"""{"userId":"{{Id}}","what":"/settings/team","createdAt":"{{At}}"}"""
        },
        {
            new TokenCreated(_id, "planner", _question, TokenScope.Write, _at, _at),
            "v1.TokenCreated",
            $$"""{"id":"{{Id}}","name":"planner","userId":"{{Question}}","scope":"write","expiresAt":"{{At}}","createdAt":"{{At}}"}"""
        },
        {
            new TokenRevoked(_id, _at),
            "v1.TokenRevoked",
            $$"""{"id":"{{Id}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationConfigured(_conversation, _at),
            "v1.ConversationConfigured",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}"}"""
        },
        {
            new ConversationConfigured(_conversation, _at, new("gpt-4o"), new("Be brief."), new(AnswerRule.WhenAddressed)),
            "v1.ConversationConfigured",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}","model":"gpt-4o","systemPrompt":"Be brief.","answers":"addressed"}"""
        },
        {
            new ConversationConfigured(_conversation, _at, new(null), new(null), new(null)),
            "v1.ConversationConfigured",
            $$"""{"conversationId":"{{Conversation}}","createdAt":"{{At}}","model":null,"systemPrompt":null,"answers":null}"""
        },
        {
            new ChatMessageSent(_id, _conversation, "Grüße <b> & 漢字", MessageRole.User, _at),
            "v1.ChatMessageSent",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"Grüße <b> & 漢字","role":"user","createdAt":"{{At}}"}"""
        },
        {
            new ChatMessageSent(_id, _conversation, "Again", MessageRole.User, _at, _question, _conversation),
            "v1.ChatMessageSent",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"Again","role":"user","createdAt":"{{At}}","afterTurnId":"{{Question}}","replacesMessageId":"{{Conversation}}"}"""
        },
        {
            new LLMResponseRequested(_id, _conversation, _question, RequestReason.Regenerate, _at),
            "v1.LLMResponseRequested",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","reason":"regenerate","createdAt":"{{At}}"}"""
        },
        {
            new LLMResponseRequested(_id, _conversation, _question, RequestReason.Ask, _at, "gpt-4o-mini"),
            "v1.LLMResponseRequested",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","reason":"ask","createdAt":"{{At}}","model":"gpt-4o-mini"}"""
        },
        {
            new LLMResponseRequested(_id, _conversation, _question, RequestReason.Edit, _at),
            "v1.LLMResponseRequested",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","reason":"edit","createdAt":"{{At}}"}"""
        },
        {
            new LLMResponseStopRequested(_id, _conversation, _question, _at),
            "v1.LLMResponseStopRequested",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","createdAt":"{{At}}"}"""
        },
        {
            new LLMResponseStarted(_id, _conversation, _question, 2, 3, "gpt-4o", _at),
            "v1.LLMResponseStarted",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","attempt":2,"epoch":3,"modelId":"gpt-4o","createdAt":"{{At}}"}"""
        },
        {
            new LLMResponseStarted(_id, _conversation, _question, 2, 3, "gpt-4o", _at, "It beg"),
            "v1.LLMResponseStarted",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","attempt":2,"epoch":3,"modelId":"gpt-4o","createdAt":"{{At}}","interruptedMessage":"It beg"}"""
        },
        {
            new LLMResponseStarted(_id, _conversation, _question, 1, 1, "gpt-4o", _at, Reservation: new Reservation(120, 1000, 0.0103m, "USD")),
            "v1.LLMResponseStarted",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","attempt":1,"epoch":1,"modelId":"gpt-4o","createdAt":"{{At}}","reservation":"""
            + """{"inputTokens":120,"outputTokens":1000,"cost":0.0103,"currency":"USD"}}"""
        },
        {
            new LLMResponseDelayed(_id, _conversation, _question, 1, "rate_limited", "OpenAI is busy.", _at, "It beg", "gpt-4o", _at),
            "v1.LLMResponseDelayed",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","attempt":1,"errorClass":"rate_limited","reason":"OpenAI is busy.","retryAt":"{{At}}","message":"It beg","modelId":"gpt-4o","createdAt":"{{At}}"}"""
        },
        {
            new LLMResponseDelayed(_id, _conversation, _question, 1, "rate_limited", "OpenAI is busy.", _at, "", "gpt-4o", _at, new TokenUsage(0, 0)),
            "v1.LLMResponseDelayed",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","attempt":1,"errorClass":"rate_limited","reason":"OpenAI is busy.","retryAt":"{{At}}","message":"","modelId":"gpt-4o","createdAt":"{{At}}","usage":"""
            + """{"inputTokens":0,"outputTokens":0}}"""
        },
        {
            new LLMResponseReceived(
                _id, _conversation, "Yes.", MessageRole.Assistant, "gpt-4o", _question, _at,
                new ResponseMetadata("braintrust", "stop", 1, 12, 3, 40, 90, new PromptManifest([1, 4], 0, 12, "1", 0.7, 1000))),
            "v1.LLMResponseReceived",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"Yes.","role":"assistant","modelId":"gpt-4o","responseToMessageId":"{{Question}}","createdAt":"{{At}}","metadata":"""
            + """{"source":"braintrust","finishReason":"stop","attempt":1,"inputTokens":12,"outputTokens":3,"firstTextMs":40,"durationMs":90"""
            + ""","prompt":{"positions":[1,4],"omittedTurns":0,"promptTokens":12,"version":"1","temperature":0.7,"maxOutputTokens":1000}}}"""
        },
        {
            new LLMResponseReceived(
                _id, _conversation, "Yes.", MessageRole.Assistant, "gpt-4o", _question, _at,
                new ResponseMetadata("openai", "stop", 1, 12, 3, CachedInputTokens: 8, Cost: 0.000052m, Currency: "USD", IsEstimated: true)),
            "v1.LLMResponseReceived",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"Yes.","role":"assistant","modelId":"gpt-4o","responseToMessageId":"{{Question}}","createdAt":"{{At}}","metadata":"""
            + """{"source":"openai","finishReason":"stop","attempt":1,"inputTokens":12,"outputTokens":3"""
            + ""","cachedInputTokens":8,"cost":0.000052,"currency":"USD","isEstimated":true}}"""
        },
        {
            new LLMResponseReceived(
                _id, _conversation, "Yes.", MessageRole.Assistant, "o4", _question, _at, new ResponseMetadata("openai", "stop", 1), new Reasoning("Hm.", 12_345)),
            "v1.LLMResponseReceived",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"Yes.","role":"assistant","modelId":"o4","responseToMessageId":"{{Question}}","createdAt":"{{At}}","metadata":"""
            + """{"source":"openai","finishReason":"stop","attempt":1},"reasoning":{"text":"Hm.","milliseconds":12345}}"""
        },
        {
            new LLMResponseReceived(
                _id, _conversation, "Yes.", MessageRole.Assistant, "o4", _question, _at,
                new ResponseMetadata("openai", "stop", 1, Prompt: new PromptManifest([2], 0, 900, CutQuestion: new CutText(1_500, 90_000)))),
            "v1.LLMResponseReceived",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"Yes.","role":"assistant","modelId":"o4","responseToMessageId":"{{Question}}","createdAt":"{{At}}","metadata":"""
            + """{"source":"openai","finishReason":"stop","attempt":1,"prompt":{"positions":[2],"omittedTurns":0,"promptTokens":900,"cutQuestion":{"keptCharacters":1500,"characters":90000}}}}"""
        },
        {
            new LLMResponseFailed(
                _id, _conversation, _question, "no_room", "Not a word.", false, "", "o4", _at, Reasoning: new Reasoning("Hm.", 12_345, OmittedCharacters: 7)),
            "v1.LLMResponseFailed",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","errorClass":"no_room","reason":"Not a word.","retryable":false,"message":"","modelId":"o4","createdAt":"{{At}}","reasoning":"""
            + """{"text":"Hm.","milliseconds":12345,"omittedCharacters":7}}"""
        },
        {
            new LLMResponseCancelled(_id, _conversation, "", _question, "person:ada", "o4", _at, Reasoning: new Reasoning("Hm.", 12_345)),
            "v1.LLMResponseCancelled",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"","responseToMessageId":"{{Question}}","cancelledBy":"person:ada","modelId":"o4","createdAt":"{{At}}","reasoning":"""
            + """{"text":"Hm.","milliseconds":12345}}"""
        },
        {
            new LLMResponseFailed(_id, _conversation, _question, "timeout", "Nothing came.", true, "Half an", "gpt-4o", _at),
            "v1.LLMResponseFailed",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","errorClass":"timeout","reason":"Nothing came.","retryable":true,"message":"Half an","modelId":"gpt-4o","createdAt":"{{At}}"}"""
        },
        {
            new LLMResponseFailed(
                _id, _conversation, _question, "empty_answer", "Not a word.", true, "", "gpt-4o", _at, new TokenUsage(12, 3, 8, 0.000052m, "USD", IsEstimated: true)),
            "v1.LLMResponseFailed",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","errorClass":"empty_answer","reason":"Not a word.","retryable":true,"message":"","modelId":"gpt-4o","createdAt":"{{At}}","usage":"""
            + """{"inputTokens":12,"outputTokens":3,"cachedInputTokens":8,"cost":0.000052,"currency":"USD","isEstimated":true}}"""
        },
        {
            new LLMResponseCancelled(_id, _conversation, "Half an", _question, "person:ada", "gpt-4o", _at),
            "v1.LLMResponseCancelled",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"Half an","responseToMessageId":"{{Question}}","cancelledBy":"person:ada","modelId":"gpt-4o","createdAt":"{{At}}"}"""
        },
        {
            new LLMResponseCancelled(_id, _conversation, "Half an", _question, "person:ada", "gpt-4o", _at, new TokenUsage(12, 3)),
            "v1.LLMResponseCancelled",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","message":"Half an","responseToMessageId":"{{Question}}","cancelledBy":"person:ada","modelId":"gpt-4o","createdAt":"{{At}}","usage":"""
            + """{"inputTokens":12,"outputTokens":3}}"""
        },
        {
            new ConversationImported(_id, "Office move", ImportSource.ChatGpt, "a1", _at, _at),
            "v1.ConversationImported",
            $$"""{"id":"{{Id}}","title":"Office move","source":"chatgpt","sourceId":"a1","createdAt":"{{At}}","importedAt":"{{At}}"}"""
        },
        {
            new ConversationImported(_id, "Office move (fork)", ImportSource.Fork, Conversation, _at, _at, _question),
            "v1.ConversationImported",
            $$"""{"id":"{{Id}}","title":"Office move (fork)","source":"fork","sourceId":"{{Conversation}}","createdAt":"{{At}}","importedAt":"{{At}}","sourceTurnId":"{{Question}}"}"""
        },
        {
            new QuestionImported(_id, _conversation, "person:imported:ada", "Why?", _at, _question),
            "v1.QuestionImported",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","author":"person:imported:ada","message":"Why?","createdAt":"{{At}}","afterTurnId":"{{Question}}"}"""
        },
        {
            new RequestImported(_id, _conversation, _question, RequestReason.Regenerate, _at),
            "v1.RequestImported",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","reason":"regenerate","createdAt":"{{At}}"}"""
        },
        {
            new AnswerImported(_id, _conversation, _question, ImportedOutcome.Answered, "assistant:person:ada", "Yes.", "gpt-4o", _at, "stop"),
            "v1.AnswerImported",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","outcome":"answered","author":"assistant:person:ada","message":"Yes.","modelId":"gpt-4o","createdAt":"{{At}}","finishReason":"stop"}"""
        },
        {
            new AnswerImported(_id, _conversation, _question, ImportedOutcome.Cancelled, "person:ada", "Half", "gpt-4o", _at, Reason: "person:ada"),
            "v1.AnswerImported",
            $$"""{"id":"{{Id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{Question}}","outcome":"cancelled","author":"person:ada","message":"Half","modelId":"gpt-4o","createdAt":"{{At}}","reason":"person:ada"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Pins))]
    public void Event_IsWrittenAsPinned(WorkEvent data, string name, string json)
    {
        Assert.Equal(name, EventTypes.NameOf(data));
        Assert.Equal(json, Encoding.UTF8.GetString(EventTypes.Write(data)));

        // Lists compare by reference, so the second writing is what shows that nothing was lost.
        Assert.Equal(json, Encoding.UTF8.GetString(EventTypes.Write(EventTypes.Read(name, EventTypes.SchemaVersion, json))));
    }

    [Fact]
    public void EveryEvent_HasAPin() =>
        Assert.Equal(EventTypes.Known.Select(type => type.Name).Order(), Pins.Select(pin => pin.Data.Item1.GetType().Name).Distinct().Order());

    [Theory]
    [InlineData("v9.SomethingNew", 1, """{"a":1}""")]
    [InlineData("v1.ChatMessageSent", 2, """{"id":"01980000-0000-7000-8000-000000000001"}""")]
    [InlineData("v1.ChatMessageSent", 1, """{"id":"not an id"}""")]
    [InlineData("v1.ChatMessageSent", 1, "{")]
    [InlineData("v1.ChatMessageSent", 1, "null")]
    public void Event_OfANewerOrBrokenShape_IsKeptAsUnknown(string name, int schemaVersion, string json)
    {
        var unknown = Assert.IsType<UnknownEvent>(EventTypes.Read(name, schemaVersion, json));

        Assert.Equal(new UnknownEvent(name, json), unknown);
    }
}
