using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Web.Components.Tokens;

/// <summary>The viewer's tokens for the workspace, and for its admins those of everybody. It follows the log like every other page.</summary>
public sealed partial class TokensPage
{
    private IReadOnlyList<TokenDescription>? _tokens;
    private IDisposable? _following;

    [Inject]
    public required ITokenReader Reader { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    private Guid? OwnId => Member.IdOf(Viewer.Actor);

    private IReadOnlyList<TokenDescription> Own => [.. (_tokens ?? []).Where(token => token.UserId == OwnId)];

    private IReadOnlyList<TokenDescription> Others => [.. (_tokens ?? []).Where(token => token.UserId != OwnId)];

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit. The position first: what is committed
        // between the two is read twice rather than never.
        parameters.SetParameterProperties(this);
        var position = Viewer.Directory.Of(Viewer.StoreId).Version;
        await ReadAsync();
        if (!Disposed.IsCancellationRequested)
        {
            _following ??= Follow(token => Bus.SubscribeAsync(Viewer.Reader, position, topic: null, token), ApplyAsync);
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    private Task ApplyAsync(CommittedEvent committed) => ChangesTokens(committed.Data) ? ReadAsync() : Task.CompletedTask;

    private async Task ReadAsync() => _tokens = await Reader.OfStoreAsync(Viewer.Reader, Disposed);

    private static bool ChangesTokens(WorkEvent data) => data is TokenCreated or TokenRevoked or UserRenamed or RoleGranted or MemberRemoved;
}
