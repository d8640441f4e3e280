using System.Text;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;

namespace WorkSquared.Benchmarks.Measuring;

/// <summary>What everybody says: 245 characters, an event of about 400 bytes.</summary>
internal static class SampleText
{
    public static string Value { get; } = string.Join(' ', Enumerable.Repeat("What has to be done before the kick-off?", 6));

    public static string Payload { get; } = Encoding.UTF8.GetString(EventTypes.Write(
        new ChatMessageSent(Workspace.NewId(), Workspace.NewId(), Value, MessageRole.User, TimeProvider.System.GetUtcNow())));
}
