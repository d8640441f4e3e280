using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Sharing;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Audit;

public sealed partial class AuditItem
{
    // As text on a page, where Razor escapes it.
    private static readonly JsonWriterOptions _indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string? _json;
    private string? _problem;

    [Inject]
    public required IAuditReader Audit { get; init; }

    [Parameter, EditorRequired]
    public required AuditEntry Entry { get; set; }

    [Parameter, EditorRequired]
    public required Reader Reader { get; set; }

    private string Number => Entry.Position.ToString(CultureInfo.InvariantCulture);

    private string PayloadId => $"payload-{Number}";

    private async Task ToggleAsync()
    {
        _problem = null;
        if (_json is not null)
        {
            _json = null;
            return;
        }

        try
        {
            if (await Audit.PayloadAsync(Reader, Entry.Position, CancellationToken.None) is { } payload)
            {
                _json = Indented(payload);
            }
            else
            {
                _problem = L["You may not see this any more."];
            }
        }
        catch (CommandRefusedException refused)
        {
            _problem = L.Sentences(refused.Message);
        }
    }

    private static string Indented(string payload)
    {
        using MemoryStream written = new();
        using (Utf8JsonWriter writer = new(written, _indented))
        {
            using var parsed = JsonDocument.Parse(payload);
            parsed.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(written.GetBuffer(), 0, (int)written.Length);
    }
}
