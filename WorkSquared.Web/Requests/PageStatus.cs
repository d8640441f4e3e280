namespace WorkSquared.Web.Requests;

internal static class PageStatus
{
    /// <summary>Gives a page that is being rendered as HTML its status; in a circuit, where there is no request, it does nothing.</summary>
    public static void RespondWith(this HttpContext? request, int status)
    {
        // As the response starts, since the framework throws away what was rendered when it finds the status changed before.
        request?.Response.OnStarting(() =>
        {
            request.Response.StatusCode = status;
            return Task.CompletedTask;
        });
    }
}
