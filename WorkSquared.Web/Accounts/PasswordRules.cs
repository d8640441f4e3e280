using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts;

/// <summary>What a password must be: long, and not what is guessed first. Of which characters, and how old, is up to its owner.</summary>
internal sealed class PasswordRules(IStringLocalizer<Wording> L) : IPasswordValidator<Account>
{
    /// <summary>In code points, as NIST SP 800-63B counts: é typed as one is one, and an emoji that is put together of five is five.</summary>
    public const int MinLength = 12;

    public const int MaxLength = 128;

    private const string Product = "worksquared";

    /// <param name="own">What others know of its owner: the e-mail address, and the name where there is one.</param>
    /// <returns>One sentence in the page's language; null when it is good.</returns>
    public string? ProblemWith(string password, params IEnumerable<string?> own)
    {
        // What is longer than two UTF-16 units for each is not even counted.
        if (password.Length > 2 * MaxLength || password.EnumerateRunes().Count() is var length && length > MaxLength)
        {
            return L["A password has at most {0} characters.", MaxLength];
        }

        if (length < MinLength)
        {
            return L["A password has at least {0} characters.", MinLength];
        }

        var letters = LettersOf(password);
        if (letters.Length > 0 && letters.Replace(Product, "", StringComparison.Ordinal).Length == 0)
        {
            return L["This password is hardly more than the name of this program."];
        }

        if (own.OfType<string>().SelectMany(NamesIn).Any(name => IsHardlyMoreThan(name)))
        {
            return L["This password is hardly more than your e-mail address or name."];
        }

        if (GuessedFirst.IsRepetition(password))
        {
            return L["This password says the same thing over and over."];
        }

        return GuessedFirst.Is(password)
            ? L["This password is among those that are guessed first: one that many people use, a single word, or a row of keys."].Value
            : null;

        bool IsHardlyMoreThan(string name) =>
            password.Equals(name, StringComparison.OrdinalIgnoreCase) || letters.Length > 0 && letters == LettersOf(name);
    }

    Task<IdentityResult> IPasswordValidator<Account>.ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(ProblemWith(password ?? "", user.Email, user.UserName) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = nameof(PasswordRules), Description = problem })
            : IdentityResult.Success);

    private static IEnumerable<string> NamesIn(string own) => own.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? [own, own[..at]] : [own];

    /// <summary>Without case, digits, spaces and punctuation. A picture counts as a letter: nobody puts it at the end to please a rule.</summary>
    private static string LettersOf(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => Rune.IsLetter(rune) || (Rune.IsSymbol(rune) && !rune.IsAscii))
        .Select(rune => Rune.ToLowerInvariant(rune).ToString()));
}
