using WorkSquared.Web.Accounts;
using WorkSquared.Web.Api;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Audit;
using WorkSquared.Web.Components.Chat;
using WorkSquared.Web.Components.Connect;
using WorkSquared.Web.Components.Exchange;
using WorkSquared.Web.Components.Members;
using WorkSquared.Web.Components.Prompts;
using WorkSquared.Web.Components.Workspaces;
using WorkSquared.Web.Export;
using WorkSquared.Web.Health;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace Microsoft.AspNetCore.Builder;

public static class WebEndpointRouteBuilderExtensions
{
    public static WebApplication MapWorkSquaredWeb(this WebApplication app)
    {
        app.UsePageHeaders();
        app.UseReadableHost();
        app.UseReachedAddress();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        }

        app.UseSetup();
        app.UseEventApi();
        app.UseForeignWrites();
        app.UseCircuitOrigin();
        app.UseLanguages();
        app.UseBrokenRequests();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseVisitors();
        app.UseStaleForms();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapGet(HealthAddress.Alive, () => "ok").AllowAnonymous();
        app.MapReadiness();
        PolicyReports.Map(app);
        app.MapAccounts();
        app.MapEnterWorkspace();
        app.MapMember();
        app.MapModelForm();
        app.MapSendMessage();
        app.MapEditAnswer();
        app.MapDrafts();
        app.MapPrompts();
        app.MapCase();
        app.MapExport();
        app.MapArchive();
        app.MapImport();
        app.MapAudit();
        app.MapLanguage();
        app.MapEventApi();
        app.MapApiReference();

        // The page headers say who may frame us; the framework's own header would be a second voice.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
