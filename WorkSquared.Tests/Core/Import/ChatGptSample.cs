using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkSquared.Tests.Core.Import;

/// <summary>Conversations in the shape of ChatGPT's export.</summary>
internal static class ChatGptSample
{
    /// <summary>With what such files have: hidden system messages, a tool's step, a picture, an answer that was asked for again, an edited
    /// question, half a character, and nodes that lead nowhere.</summary>
    public const string Json =
        """
        [{
          "title": "Move the office", "create_time": 1718000000.123456, "update_time": 1718000100.5,
          "conversation_id": "6f0c0f0e-0000-4000-8000-000000000001", "id": "6f0c0f0e-0000-4000-8000-000000000001",
          "current_node": "a4", "is_archived": false, "default_model_slug": "gpt-4o",
          "mapping": {
            "root": {"id": "root", "message": null, "parent": null, "children": ["sys"]},
            "sys": {"id": "sys", "parent": "root", "children": ["ctx"], "message": {"id": "sys", "author": {"role": "system"},
              "content": {"content_type": "text", "parts": [""]}, "metadata": {"is_visually_hidden_from_conversation": true}, "recipient": "all"}},
            "ctx": {"id": "ctx", "parent": "sys", "children": ["u1", "u2"], "message": {"id": "ctx", "author": {"role": "user"},
              "content": {"content_type": "user_editable_context", "user_profile": "secret"}, "metadata": {"is_user_system_message": true}}},
            "u1": {"id": "u1", "parent": "ctx", "children": ["a1", "a2"], "message": {"id": "u1", "author": {"role": "user"},
              "create_time": 1718000001.5, "content": {"content_type": "text", "parts": ["Where to?"]}, "metadata": {}, "recipient": "all"}},
            "a1": {"id": "a1", "parent": "u1", "children": [], "message": {"id": "a1", "author": {"role": "assistant"},
              "create_time": 1718000002, "content": {"content_type": "text", "parts": ["Downtown."]}, "metadata": {"model_slug": "gpt-4"}, "recipient": "all"}},
            "a2": {"id": "a2", "parent": "u1", "children": [], "message": {"id": "a2", "author": {"role": "assistant"},
              "create_time": 1718000003, "content": {"content_type": "text", "parts": ["The harbour."]}, "metadata": {"model_slug": "gpt-4o"}, "recipient": "all"}},
            "u2": {"id": "u2", "parent": "ctx", "children": ["call"], "message": {"id": "u2", "author": {"role": "user"},
              "create_time": 1718000010, "content": {"content_type": "multimodal_text", "parts": [
                {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x", "width": 10}, "Where to, by this map? \ud83d"]},
              "metadata": {"attachments": [{"name": "map.pdf"}]}, "recipient": "all"}},
            "call": {"id": "call", "parent": "u2", "children": ["tool"], "message": {"id": "call", "author": {"role": "assistant"},
              "content": {"content_type": "code", "language": "json", "text": "{\"query\":\"harbour\"}"}, "metadata": {}, "recipient": "browser"}},
            "tool": {"id": "tool", "parent": "call", "children": ["a3"], "message": {"id": "tool", "author": {"role": "tool", "name": "browser"},
              "content": {"content_type": "tether_browsing_display", "result": "x"}, "metadata": {}, "recipient": "all"}},
            "a3": {"id": "a3", "parent": "tool", "children": ["u3"], "message": {"id": "a3", "author": {"role": "assistant"},
              "create_time": 1718000020, "content": {"content_type": "text", "parts": ["The **old** harbour.\u0000"]},
              "metadata": {"model_slug": "gpt-4o", "finish_details": {"type": "max_tokens"}}, "recipient": "all"}},
            "u3": {"id": "u3", "parent": "a3", "children": ["a4"], "message": {"id": "u3", "author": {"role": "user"},
              "create_time": null, "content": {"content_type": "text", "parts": ["When?"]}, "metadata": {}}},
            "a4": {"id": "a4", "parent": "u3", "children": [], "message": {"id": "a4", "author": {"role": "assistant"},
              "create_time": 1718000030, "content": {"content_type": "text", "parts": ["In May."]}, "metadata": {"model_slug": "gpt-4o"}, "recipient": "all"}},
            "lost1": {"id": "lost1", "parent": "lost2", "children": ["lost2"], "message": null},
            "lost2": {"id": "lost2", "parent": "lost1", "children": ["lost1"], "message": null}
          }
        },
        {"title": null, "conversation_id": "empty", "mapping": {"root": {"id": "root", "message": null, "parent": null, "children": []}}},
        {"title": "No tree", "conversation_id": "none", "mapping": 7},
        {"title": "Kept", "conversation_id": "kept", "create_time": 1718100000, "is_archived": true, "current_node": "a", "mapping": {
          "u": {"id": "u", "parent": null, "children": ["a"], "message": {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["Hello"]}}},
          "a": {"id": "a", "parent": "u", "children": [], "message": {"author": {"role": "assistant"}, "content": {"content_type": "text", "parts": ["Hi"]}}}
        }}]
        """;

    public static string Generate(int conversations, int turns)
    {
        var list = new JsonArray();
        for (var number = 1; number <= conversations; number++)
        {
            var mapping = new JsonObject { ["root"] = Node(null, null) };
            var parent = "root";
            for (var turn = 1; turn <= turns; turn++)
            {
                mapping[$"q{turn}"] = Node(parent, Message("user", $"Question {turn} of {number}"));
                mapping[$"a{turn}"] = Node($"q{turn}", Message("assistant", $"Answer {turn} of {number}"));
                parent = $"a{turn}";
            }

            list.Add(new JsonObject
            {
                ["title"] = $"Conversation {number}",
                ["conversation_id"] = $"conversation-{number}",
                ["create_time"] = 1_700_000_000 + number,
                ["current_node"] = parent,
                ["mapping"] = mapping,
            });
        }

        return list.ToJsonString(new JsonSerializerOptions());
    }

    private static JsonObject Node(string? parent, JsonObject? message) => new() { ["parent"] = parent, ["message"] = message };

    private static JsonObject Message(string role, string text) => new()
    {
        ["author"] = new JsonObject { ["role"] = role },
        ["create_time"] = 1_700_000_000.5,
        ["content"] = new JsonObject { ["content_type"] = "text", ["parts"] = new JsonArray(text) },
    };
}
