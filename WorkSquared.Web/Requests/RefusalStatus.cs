using WorkSquared.Core;

namespace WorkSquared.Web.Requests;

internal static class RefusalStatus
{
    public static int ToStatus(this Refusal refusal) => refusal switch
    {
        Refusal.Invalid => StatusCodes.Status400BadRequest,
        Refusal.Forbidden => StatusCodes.Status403Forbidden,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        Refusal.Outdated => StatusCodes.Status412PreconditionFailed,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
