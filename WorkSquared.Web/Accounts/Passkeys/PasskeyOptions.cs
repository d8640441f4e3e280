using System.Text.Json;

namespace WorkSquared.Web.Accounts.Passkeys;

/// <summary>What a page asks a browser's authenticator for.</summary>
/// <param name="Options">As the browser takes it.</param>
/// <param name="State">Comes back with the answer: the server keeps nothing in between, and each tab has its own.</param>
internal sealed record PasskeyOptions(JsonElement Options, string State);

/// <summary>What the page sends back. Never printed: not a record.</summary>
internal sealed class PasskeyAnswer
{
    public string? Name { get; set; }

    public string? Credential { get; set; }

    public string? State { get; set; }
}
