using Microsoft.AspNetCore.Http.HttpResults;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Members;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Export;

/// <summary>Records who takes a file with them, before they get it.</summary>
internal sealed class ExportTrail(IAuditTrail trail, TimeProvider time)
{
    /// <param name="what">A word of ours.</param>
    /// <returns>What to answer instead of the file, where it could not be recorded; otherwise null.</returns>
    public async Task<ProblemHttpResult?> RecordAsync(Viewer viewer, string what, CancellationToken cancellationToken)
    {
        if (Member.IdOf(viewer.Actor) is not { } userId)
        {
            return null;
        }

        try
        {
            await trail.RecordAsync(new Exported(userId, viewer.StoreId, what, time.GetUtcNow()), viewer.Actor, cancellationToken);
            return null;
        }
        catch (CommandRefusedException refused)
        {
            return TypedResults.Problem(viewer.L.Sentences(refused.Message), statusCode: refused.Refusal.ToStatus());
        }
    }
}
