using Microsoft.AspNetCore.WebUtilities;

namespace WorkSquared.Web.Components.Chat;

/// <summary>The branch in view is part of the address, so that two people can look at different ones, and a link means one of them.</summary>
/// <param name="Turn">Null for the newest branch.</param>
/// <param name="Message">One to be shown, however far it is from the end of the branch; null for the end.</param>
internal readonly record struct BranchAddress(Guid? Turn, Guid? Message)
{
    public const string TurnParameter = "turn";

    public const string MessageParameter = "at";

    /// <summary>Relative to the base address.</summary>
    public static string Of(Guid conversationId, Guid nodeId) => $"c/{conversationId}?{TurnParameter}={nodeId}";

    /// <summary>Relative to the base address. The fragment is for the browser, the parameter for the server, which never sees it.</summary>
    public static string Of(Guid conversationId, Guid turnId, Guid messageId) =>
        $"{Of(conversationId, turnId)}&{MessageParameter}={messageId}#m-{messageId}";

    public static BranchAddress In(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        return From(query.GetValueOrDefault(TurnParameter), query.GetValueOrDefault(MessageParameter));
    }

    /// <summary>What is no id asks for nothing: an address that somebody has mistyped still leads to the conversation.</summary>
    public static BranchAddress From(string? turn, string? message) => new(IdIn(turn), IdIn(message));

    private static Guid? IdIn(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
