using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Tests.Support;

/// <summary>The page's texts, without a site around them.</summary>
internal static class TestWording
{
    public static IStringLocalizer<Wording> L { get; } =
        new StringLocalizer<Wording>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));
}
