using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>Long, and not what is guessed first; anything else is up to its owner.</summary>
public sealed class PasswordRulesTests : IDisposable
{
    private const string TooShort = "A password has at least 12 characters.";
    private const string TooLong = "A password has at most 128 characters.";
    private const string Repetition = "This password says the same thing over and over.";
    private const string GuessedFirst = "This password is among those that are guessed first: one that many people use, a single word, or a row of keys.";
    private const string Product = "This password is hardly more than the name of this program.";
    private const string Own = "This password is hardly more than your e-mail address or name.";

    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddLocalization().AddCredentialChecks().BuildServiceProvider();

    private PasswordRules Rules => _services.GetRequiredService<PasswordRules>();

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData("Admin-password-1")]
    [InlineData("correct horse battery staple")]
    [InlineData("correcthorsebatterystaple")]
    [InlineData("twelve chars")]
    [InlineData("no capitals or digits")]
    [InlineData("x7#kQpLmV2!z")]
    [InlineData("94 71 83 02 65")]
    [InlineData("🦊 🌋 🍋 🚲 🎻 🧊 🪁")]
    [InlineData("пароль надёжный")]
    [InlineData("19473-kate-8821")]
    [InlineData("work is squared here")]
    [InlineData("Ada writes to Charles")]
    [InlineData("<script>\0\t\"'--;")]
    public void Password_ThatIsLong_AndNotGuessedFirst_IsTaken_WhateverItIsMadeOf(string password) =>
        Assert.Null(Rules.ProblemWith(password, "ada.lovelace@example.org", "Ada Lovelace"));

    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("PasswordPASSWORD")]
    [InlineData("P4ssw0rdP4ssw0rd")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("            ")]
    [InlineData("123123123123")]
    [InlineData("abc123abc123abc")]
    [InlineData("🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥")]
    public void Password_ThatBeginsAnew_IsRefused(string password) => Assert.Equal(Repetition, Rules.ProblemWith(password));

    [Theory]
    [InlineData("123456789012")]
    [InlineData("qwertyuiop[]")]
    [InlineData("qwertyuiop12")]
    [InlineData("QWERTYUIOP{}")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("abcdefghijkl")]
    [InlineData("zyxwvutsrqponm")]
    [InlineData("password1234")]
    [InlineData("Password123!")]
    [InlineData("!!!P@ssw0rd2024")]
    [InlineData("passwordpassword1")]
    [InlineData("administrator")]
    [InlineData("unbelievable")]
    public void Password_ThatIsOneWordOrRow_IsRefused_WhateverStandsAtItsEnds(string password) => Assert.Equal(GuessedFirst, Rules.ProblemWith(password));

    [Theory]
    [InlineData("worksquared1")]
    [InlineData("Work Squared 2026!")]
    [InlineData("work-squared-work-squared-1")]
    [InlineData("W.o.r.k.S.q.u.a.r.e.d.")]
    public void Password_ThatIsTheProductsName_IsRefused(string password) => Assert.Equal(Product, Rules.ProblemWith(password));

    [Theory]
    [InlineData("ada.lovelace@example.org")]
    [InlineData("ADA.Lovelace@Example.org1")]
    [InlineData("ada.lovelace")]
    [InlineData("AdaLovelace1815")]
    [InlineData("Countess of Lovelace!")]
    public void Password_ThatIsItsOwnersAddressOrName_IsRefused(string password) =>
        Assert.Equal(Own, Rules.ProblemWith(password, "ada.lovelace@example.org", null, "", "Countess of Lovelace"));

    [Fact]
    public void Address_OfDigitsAlone_MakesNoOtherPasswordItsOwn() => Assert.Null(Rules.ProblemWith("94 71 83 02 65", "4711@example.org", "12"));

    [Fact]
    public void Length_IsCountedInCodePoints()
    {
        // A family of four is seven code points, and eleven units of UTF-16.
        const string family = "👨‍👩‍👧‍👦";
        var long128 = string.Concat(Enumerable.Range(0, 64).Select(i => char.ConvertFromUtf32(0x1F300 + i) + (char)('a' + (i * 7 % 26))));

        Assert.Equal(TooShort, Rules.ProblemWith("x7#kQpLmV2!"));
        Assert.Equal(TooShort, Rules.ProblemWith(""));
        Assert.Equal(TooShort, Rules.ProblemWith(family + "x7#k"));
        Assert.Null(Rules.ProblemWith(family + "x7#kQ"));
        Assert.Null(Rules.ProblemWith(long128));
        Assert.Equal(TooLong, Rules.ProblemWith(long128 + "x"));
        Assert.Equal(TooLong, Rules.ProblemWith(new string('x', 10_000_000)));
    }

    [Fact]
    public void LongestPasswords_AreJudgedQuickly_WhateverTheyAreMadeOf()
    {
        string[] slow = ["4@8({[<369&#!/\\1|0$5+7%2", "passw0rd1987sunshine", "a", "qwertyuiop", "((((", "1!1!1l1|"];
        Rules.ProblemWith("x7#kQpLmV2!z");

        foreach (var part in slow)
        {
            foreach (var length in new[] { 31, 32, 127 })
            {
                var password = string.Concat(Enumerable.Repeat(part, 128))[..length] + "§";
                var watch = Stopwatch.StartNew();
                Rules.ProblemWith(password);
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{password} took {watch.Elapsed}.");
            }
        }
    }

    [Fact]
    public async Task Identity_AsksTheseRulesAlone_WhicheverIsAddedFirst()
    {
        foreach (var services in new[]
        {
            new ServiceCollection().AddLogging().AddLocalization().AddCredentialChecks().AddIdentityCore<Account>().Services,
            new ServiceCollection().AddLogging().AddLocalization().AddIdentityCore<Account>().Services.AddCredentialChecks().AddCredentialChecks(),
        })
        {
            await using var provider = services.BuildServiceProvider();
            var rules = Assert.Single(provider.GetServices<IPasswordValidator<Account>>());

            var refused = await rules.ValidateAsync(null!, new Account { Email = "ada.lovelace@example.org" }, "Ada.Lovelace");
            var taken = await rules.ValidateAsync(null!, new Account { Email = "ada.lovelace@example.org" }, "no capitals or digits");

            Assert.Equal(Own, Assert.Single(refused.Errors).Description);
            Assert.True(taken.Succeeded);
            var options = provider.GetRequiredService<IOptions<IdentityOptions>>().Value;
            Assert.False(options.Lockout.AllowedForNewUsers || options.Password.RequireDigit || options.Password.RequireUppercase);
            Assert.False(options.Password.RequireLowercase || options.Password.RequireNonAlphanumeric);
        }
    }
}
