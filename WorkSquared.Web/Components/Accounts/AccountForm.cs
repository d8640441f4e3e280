using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkSquared.Core;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Accounts;

/// <summary>A plain page whose forms are posted: what stands in the way of one is said above it, with the status that goes with it.</summary>
public abstract class AccountForm : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Http { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IStringLocalizer<Wording> Wording { get; init; }

    protected string? Problem { get; private set; }

    /// <summary>The status that goes with <see cref="Problem"/>.</summary>
    protected int? ProblemStatus { get; private set; }

    protected CancellationToken Cancellation => Http.RequestAborted;

    protected async Task TryAsync(Func<Task> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        try
        {
            await act();
        }
        catch (TooManyAttemptsException tooMany)
        {
            Refuse(StatusCodes.Status429TooManyRequests, Http.HoldUp(tooMany, Wording));
        }
        catch (CommandRefusedException refused)
        {
            Refuse(refused.Refusal.ToStatus(), Wording.Sentences(refused.Message));
        }
    }

    protected void Refuse(int status, string problem)
    {
        (Problem, ProblemStatus) = (problem, status);
        Http.RespondWith(status);
    }
}
