using Microsoft.AspNetCore.Components;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Health;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Components.Usage;
using WorkSquared.Web.Health;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Instance;

/// <summary>How the instance is, for those who administer it. For anybody else there is no such page.</summary>
public sealed partial class InstancePage
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(10);

    private InstanceReport? _report;

    [Inject]
    public required IInstanceHealth Instance { get; init; }

    [Inject]
    public required ResponderPulse Pulse { get; init; }

    [Inject]
    public required IModelHealth ModelHealth { get; init; }

    [Inject]
    public required ICurrentModel Model { get; init; }

    [Inject]
    internal CircuitConnections Connections { get; init; } = null!;

    [Inject]
    internal ProgramStart Start { get; init; } = null!;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    private HttpContext? Request { get; set; }

    private Readiness Readiness => Readiness.Of(_report!.Backlog, Pulse.SinceLastBeat, Model.InUse.DisplayName, ModelHealth.Status);

    private string Sentence => Readiness.Status switch
    {
        "ready" => L["Everything works"],
        "degraded" => L["Answers are late"],
        _ => L["Nothing can be saved at present"],
    };

    private string Answers => Readiness.Responder.Status switch
    {
        "ok" => L["are given here"],
        "late" => L["somebody has waited for more than five minutes"],
        "hanging" => L["whoever gives them does not react"],
        _ => L["are left to another service"],
    };

    private string Waiting => _report!.Backlog switch
    {
        null or { OpenTurns: 0 } => L["nobody waits for one"],
        { OpenTurns: 1 } => L["1 question is being answered or waits"],
        { OpenTurns: var open } => L["{0} questions are being answered or wait", Amounts.Count(open)],
    };

    private string ModelState => ModelHealth.Status switch
    {
        ModelStatus.Ok => L["its last answers came"],
        ModelStatus.Failing => L["its last requests failed"],
        _ => L["nobody has asked it lately"],
    };

    private string People => Connections.Open.Select(open => open.AccountId).Distinct().Count() switch
    {
        1 => L["of 1 person"],
        var people => L["of {0} people", Amounts.Count(people)],
    };

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        await ReadAsync();
        if (_report is null)
        {
            Request.RespondWith(StatusCodes.Status404NotFound);
        }

        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override void OnInitialized() => LookEvery(_look, Time, ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            _report = await Instance.ReadAsync(Viewer.Actor, Disposed);
        }
        catch (CommandRefusedException)
        {
            // Whoever is no administrator any more sees nothing more of it, either.
            _report = null;
        }
    }
}
