using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace WorkSquared.Web.Localisation;

/// <summary>What the scripts say: they know the English, and find what it is in the page's language in the page (wwwroot/wording.js).</summary>
internal static class ScriptWording
{
    /// <summary>An object with a property for each text that has a translation, named by its English.</summary>
    public static string In(IStringLocalizer<Wording> L)
    {
        LocalizedString[] texts =
        [
            L["Connection lost. Reconnecting… You can go on reading and writing."],
            L["Connection lost. The page you chose opens as soon as the server answers."],
            L["Copied"],
            L["Link copied"],
            L["Reading {0}"],
            L["Remove {0}"],
            L["Still no connection. It comes back by itself as soon as the server answers."],
            L["The server can’t be reached. Nothing was saved: try again in a moment."],
            L["The server can’t be reached. Try again in a moment."],
            L["The server can’t be reached. Your message is kept here and will be sent as soon as it is back."],
            L["The server refused this message ({0})."],
            L["This text has {0} characters; a message may have {1}. Shorten it, or send it in parts."],
            L["What you pasted has {0} characters; a message may have {1}. It was left out: paste it in parts."],
            L["You are offline. You can go on reading and writing."],
            L["Your browser can’t notify you here: it does so on pages with HTTPS alone."],
            L["Your browser does not let this page notify you. Allow notifications in its settings for this site."],
            L["{0} KB"],
            L["{0} can’t be attached: a message has at most {1} files."],
            L["{0} can’t be attached: it could not be read."],
            L["{0} can’t be attached: only text files can."],
            L["{0} is too large: a message may have {1} characters, its files included."],
            L["{0} of {1} characters"],
        ];
        return JsonSerializer.Serialize(texts.Where(text => !text.ResourceNotFound).ToDictionary(text => text.Name, text => text.Value));
    }
}
