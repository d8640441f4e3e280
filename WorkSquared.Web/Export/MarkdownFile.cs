using System.Globalization;
using System.Text;

namespace WorkSquared.Web.Export;

/// <summary>A conversation as Markdown: what was written stays as it was written.</summary>
internal static class MarkdownFile
{
    public static string Write(ExportedConversation conversation)
    {
        var text = new StringBuilder("# ").AppendLine(OneLine(conversation.Title)).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"*{conversation.Origin}, {Time(conversation.At)}*");
        foreach (var entry in conversation.Entries)
        {
            text.AppendLine().Append("## ").Append(entry.Author).Append(", ").Append(Time(entry.At));
            text.AppendLine(entry.ModelId.Length > 0 ? $" ({entry.ModelId})" : "");
            if (entry.Text.Length > 0)
            {
                text.AppendLine().AppendLine(entry.Text);
            }

            if (entry.Note.Length > 0)
            {
                text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"*{OneLine(entry.Note)}*");
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
