using Microsoft.AspNetCore.Components;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Audit;

/// <summary>The log of the workspace for its admins, and the server's own for whoever administers it. Nothing of it is followed: a page that stays open
/// would look without anybody looking.</summary>
public sealed partial class AuditPage
{
    private Reader _reader = null!;
    private (bool Workspace, bool Server) _logs;
    private AuditFilter _filter = AuditFilter.None;
    private List<AuditEntry> _entries = [];
    private bool _hasMore;
    private bool _isMissing;
    private string? _problem;

    [Inject]
    public required IAuditReader Audit { get; init; }

    [Inject]
    public required ITeamReader Team { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter]
    public string? LogText { get; set; }

    private bool IsServer => _reader.StoreId == InstanceStore.Id;

    private IReadOnlyList<Member> People =>
        [.. Viewer.Directory.Of(_reader.StoreId).Names.Select(name => new Member(name.Key, name.Value)).OrderBy(person => person.Name, StringComparer.CurrentCulture)];

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        _logs = (await MayReadAsync(Viewer.StoreId), await MayReadAsync(InstanceStore.Id));
        _reader = Viewer.Reader with { StoreId = WantsServer ? InstanceStore.Id : Viewer.StoreId };
        _isMissing = LogText is not (null or AuditAddress.ServerLog);
        if (!_isMissing)
        {
            await FilterAsync(AuditFilter.None);
        }

        if (!Disposed.IsCancellationRequested)
        {
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    // Whoever administers the server and not this workspace finds what they may see.
    private bool WantsServer => LogText == AuditAddress.ServerLog || _logs is { Workspace: false, Server: true };

    // Which ways the page shows. Whether somebody may look is asked where it is read.
    private async Task<bool> MayReadAsync(string storeId) =>
        Member.IdOf(Viewer.Actor) is { } userId && await Team.RoleOfAsync(storeId, userId, Disposed) >= Role.Admin;

    private Task FilterAsync(AuditFilter filter)
    {
        (_filter, _entries, _hasMore) = (filter, [], false);
        return ReadAsync(before: null);
    }

    private Task ShowMoreAsync() => ReadAsync(_entries[^1].Position);

    private async Task ReadAsync(long? before)
    {
        try
        {
            _problem = null;
            if (await Audit.ReadAsync(_reader, _filter, before, Disposed) is { } page)
            {
                // Only what is shown stays in the circuit, and not the texts that some events have.
                _entries = [.. _entries, .. page.Lines.Select(line => AuditEntry.From(line, _reader.StoreId, Viewer))];
                _hasMore = page.HasMore;
            }
            else
            {
                (_isMissing, _entries) = (true, []);
            }
        }
        catch (CommandRefusedException refused)
        {
            _problem = L.Sentences(refused.Message);
        }
    }
}
