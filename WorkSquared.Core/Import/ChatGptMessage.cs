using System.Text.Json;

namespace WorkSquared.Core.Import;

internal enum ChatGptRole
{
    /// <summary>A step of the machinery that its page shows nobody.</summary>
    Hidden,
    User,
    Assistant,
}

/// <summary>One message of ChatGPT's as its page shows it.</summary>
internal sealed record ChatGptMessage(ChatGptRole Role, string Text, DateTimeOffset? At, string ModelId, bool IsCutShort)
{
    private static readonly ChatGptMessage _hidden = new(ChatGptRole.Hidden, "", null, "", IsCutShort: false);

    public static ChatGptMessage Of(JsonElement? node)
    {
        if (node?.ObjectOf("message") is not { } message || message.ObjectOf("content") is not { } content)
        {
            return _hidden;
        }

        var metadata = message.ObjectOf("metadata");
        var role = RoleOf(message, content, metadata);
        var text = role is ChatGptRole.Hidden ? "" : ImportText.Clean(TextOf(content, metadata));
        return text.Length == 0
            ? _hidden
            : new ChatGptMessage(
                role, text, message.TimeOf("create_time"), metadata?.TextOf("model_slug") ?? "",
                metadata?.ObjectOf("finish_details")?.TextOf("type") == "max_tokens");
    }

    private static ChatGptRole RoleOf(JsonElement message, JsonElement content, JsonElement? metadata)
    {
        if (metadata?.IsTrue("is_visually_hidden_from_conversation") is true || !IsForPeople(content.TextOf("content_type")))
        {
            return ChatGptRole.Hidden;
        }

        return message.ObjectOf("author")?.TextOf("role") switch
        {
            "user" => ChatGptRole.User,

            // To "all"; anything else is a call of a tool.
            "assistant" when message.TextOf("recipient") is null or "all" => ChatGptRole.Assistant,

            // A drawn picture is the tool's own message.
            "tool" when content.TextOf("content_type") == "multimodal_text" => ChatGptRole.Assistant,
            _ => ChatGptRole.Hidden,
        };
    }

    private static bool IsForPeople(string? contentType) => contentType is null or "text" or "multimodal_text" or "code" or "system_error";

    private static string TextOf(JsonElement content, JsonElement? metadata)
    {
        if (content.TextOf("content_type") == "code")
        {
            return $"```{content.TextOf("language")}\n{content.TextOf("text")}\n```";
        }

        var files = metadata?.ListOf("attachments").Select(file => file.TextOf("name")).OfType<string>().Select(name => $"[file: {name}]") ?? [];
        var parts = content.ListOf("parts").Select(PartOf).Append(content.TextOf("text") ?? "").Concat(files);
        return string.Join("\n\n", parts.Where(part => part.Trim().Length > 0));
    }

    private static string PartOf(JsonElement part) => part.Text() ?? part.TextOf("content_type") switch
    {
        "image_asset_pointer" => "[image]",
        "audio_transcription" => part.TextOf("text") ?? "[audio]",
        "audio_asset_pointer" or "real_time_user_audio_video_asset_pointer" => "[audio]",
        "video_container_asset_pointer" => "[video]",
        _ => part.ValueKind is JsonValueKind.Object ? part.TextOf("text") ?? "[attachment]" : "",
    };
}
