namespace WorkSquared.Tests.Drills;

/// <summary>A message whose text begins with a nonce, so that an answer shows which question it belongs to.</summary>
internal sealed record Question(Guid CommandId, Guid ConversationId, string Text)
{
    /// <summary>In the text: [nonce] and then words.</summary>
    public const int NonceLength = 32;

    public static Question Ask(Random random, Guid conversation)
    {
        var id = RandomId(random);
        return new Question(id, conversation, $"[{id:N}] What should we do first, and who does it?");
    }

    public static string NonceIn(string text) => text.Substring(1, NonceLength);

    /// <summary>A version 4, from the drill's own seed.</summary>
    public static Guid RandomId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
