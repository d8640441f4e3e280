using WorkSquared.Core.Audit;

namespace WorkSquared.Web.Components.Audit;

/// <summary>One event in the words of the page.</summary>
/// <param name="Who">Who did it, and on whose behalf.</param>
/// <param name="Details">Whom or what it is about, as far as the viewer may know.</param>
public sealed record AuditEntry(
    long Position, DateTimeOffset At, string Who, string What, IReadOnlyList<string> Details, AuditedConversation? Conversation, bool IsPrivate)
{
    internal static AuditEntry From(AuditLine line, string storeId, Viewer viewer)
    {
        var L = viewer.L;
        return new AuditEntry(
            line.Position,
            line.At,
            line.Actor.IsAssistant ? L["Assistant, for {0}", viewer.FullNameOf(line.Actor.OnBehalfOf, storeId)] : viewer.FullNameOf(line.Actor, storeId),
            L.WhatOf(line.Type),
            line.Data is null ? [] : [.. AuditDetails.Of(line, storeId, viewer)],
            line.Conversation,
            line.IsPrivate);
    }
}
