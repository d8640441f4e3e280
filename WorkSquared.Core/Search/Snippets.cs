using System.Collections.Immutable;
using System.Text;
using Microsoft.Data.Sqlite;

namespace WorkSquared.Core.Search;

/// <summary>Marks the hits in the few texts that are shown.</summary>
/// <remarks>In a table in memory with the tokenizer of the index: nothing else agrees with it on what a word is and which letters are the
/// same.</remarks>
internal sealed class Snippets : IDisposable
{
    private const char HitBegins = '\u0001';
    private const char HitEnds = '\u0002';

    // Of a longer text, the rest is not worth the wait.
    private const int MaxLength = 200_000;

    private readonly SqliteConnection _connection = new("Data Source=:memory:;Pooling=False");
    private readonly string _expression;

    public Snippets(string expression)
    {
        _expression = expression;
        _connection.Open();
        Execute("CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')", null);
    }

    /// <summary>About two lines of it, around the hits.</summary>
    public ImmutableArray<SnippetPart> Around(string text) => Mark(text, "snippet(texts, 0, char(1), char(2), '…', 28)");

    public ImmutableArray<SnippetPart> Whole(string text) => Mark(text, "highlight(texts, 0, char(1), char(2))");

    public void Dispose() => _connection.Dispose();

    private ImmutableArray<SnippetPart> Mark(string text, string function)
    {
        var plain = PlainText.Of(text.Length > MaxLength ? text[..MaxLength] : text);
        Execute("DELETE FROM texts", null);
        Execute("INSERT INTO texts (text) VALUES (@p)", Ideographs.SetApart(plain));
        return Execute($"SELECT {function} FROM texts WHERE texts MATCH @p", _expression) is string marked
            ? Split(marked)
            : [new SnippetPart(Begin(plain), IsHit: false)];
    }

    private object? Execute(string sql, string? value)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        if (value is not null)
        {
            command.Parameters.AddWithValue("@p", value);
        }

        return command.ExecuteScalar();
    }

    private static ImmutableArray<SnippetPart> Split(string marked)
    {
        var parts = ImmutableArray.CreateBuilder<SnippetPart>();
        var part = new StringBuilder();
        var isHit = false;
        foreach (var character in marked)
        {
            if (character is HitBegins or HitEnds)
            {
                End();
                isHit = character is HitBegins;
            }
            else if (character is not Ideographs.Gap)
            {
                part.Append(character);
            }
        }

        End();
        return parts.DrainToImmutable();

        void End()
        {
            if (part.Length > 0)
            {
                parts.Add(new SnippetPart(part.ToString(), isHit));
                part.Clear();
            }
        }
    }

    private static string Begin(string text)
    {
        const int length = 160;
        return text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
    }
}
