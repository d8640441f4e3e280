using WorkSquared.Web.Accounts;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>A link to the page for signing in leads nowhere else afterwards, whatever it says.</summary>
public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/me")]
    [InlineData("/c/01980000-0000-7000-8000-000000000001?turn=1#end")]
    [InlineData("/search?q=https://example.com")]
    [InlineData("/search?q=//example.com")]
    [InlineData("/caf%C3%A9")]
    [InlineData("/a//b")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/.well-known")]
    public void Address_OfThisSite_IsKept(string address) => Assert.Equal(address, AccountAddress.Local(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("me")]
    [InlineData("./me")]
    [InlineData("../me")]
    [InlineData("?return=/me")]
    [InlineData("#me")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("//evil.example/%2e%2e")]
    [InlineData("//user@evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/..//evil.example")]
    [InlineData("/me/..//evil.example")]
    [InlineData("/%2e//evil.example")]
    [InlineData("/.\\/evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https:/evil.example")]
    [InlineData("http://localhost/me")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hello")]
    [InlineData("mailto:eve@evil.example")]
    [InlineData(" /me")]
    [InlineData("/ /evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/\r/evil.example")]
    [InlineData("/me\r\nSet-Cookie: ws=planted")]
    [InlineData("/\0/evil.example")]
    [InlineData("\u00a0//evil.example")]
    [InlineData("@evil.example")]
    [InlineData("evil.example")]
    public void Address_ThatMayLeadElsewhere_BecomesTheFirstPage(string? address) => Assert.Equal("/", AccountAddress.Local(address));
}
