using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Tokens;

internal sealed class TokenReader(SnapshotReader snapshots, LogWriter writer, TimeProvider time) : ITokenReader
{
    private const string MarkUsed =
        "UPDATE token_secrets SET last_used_at = @p2 WHERE token_id = @p1 AND (last_used_at IS NULL OR last_used_at < @p3)";

    private static readonly TimeSpan _grain = TimeSpan.FromHours(1);

    public async Task<TokenHolder?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (SecretFormat.Token.Parse(text) is not { } token)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var (row, secret) = await snapshots.ReadEverythingAsync(
            context => (
                Good(context, now).FirstOrDefault(row => row.Id == token.Id),
                context.TokenSecrets.AsNoTracking().FirstOrDefault(row => row.TokenId == token.Id)),
            cancellationToken);
        if (row is null || secret is null || !CryptographicOperations.FixedTimeEquals(secret.Hash, token.Hash()))
        {
            return null;
        }

        if (secret.LastUsedAt is not { } last || last < now - _grain)
        {
            await MarkUsedAsync(token.Id, now, cancellationToken);
        }

        return new TokenHolder(row.Id, row.StoreId, row.UserId, row.Scope);
    }

    public Task<bool> StandsAsync(TokenHolder holder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return snapshots.ReadEverythingAsync(
            context => Good(context, now).Any(row => row.StoreId == holder.StoreId && row.Id == holder.TokenId), cancellationToken);
    }

    public async Task<IReadOnlyList<TokenDescription>> ListAsync(CancellationToken cancellationToken) => await snapshots.ReadEverythingAsync(
        context => Described(context, context.Tokens).ToList(), cancellationToken);

    public Task<IReadOnlyList<TokenDescription>?> OfStoreAsync(Reader reader, CancellationToken cancellationToken) =>
        snapshots.ReadEverythingAsync<IReadOnlyList<TokenDescription>?>(
            context =>
            {
                if (Member.IdOf(reader.Actor) is not { } userId
                    || LiveMembers.RoleIn(context, reader.StoreId, userId) is not { } role
                    || role < TokenFence.Least)
                {
                    return null;
                }

                var seesAll = role >= Role.Admin;
                return Described(context, context.Tokens.Where(token => token.StoreId == reader.StoreId && (seesAll || token.UserId == userId))).ToList();
            },
            cancellationToken);

    private static IQueryable<TokenDescription> Described(WorkSquaredDbContext context, IQueryable<TokenRow> tokens) =>
        from token in tokens
        join secret in context.TokenSecrets on token.Id equals secret.TokenId into secrets
        from secret in secrets.DefaultIfEmpty()
        join member in context.Members on new { token.StoreId, Id = token.UserId } equals new { member.StoreId, member.Id } into members
        from member in members.DefaultIfEmpty()
        orderby token.CreatedAt descending, token.Id descending
        select new TokenDescription(
            token.Id,
            token.StoreId,
            token.Name,
            token.UserId,
            member.Name ?? "",
            token.Scope,
            token.CreatedAt,
            token.ExpiresAt,
            token.RevokedAt,
            secret.LastUsedAt);

    /// <summary>Nobody revokes the tokens of whoever is removed or suspended: they are good for as long as their user may do something.</summary>
    private static IQueryable<TokenRow> Good(WorkSquaredDbContext context, DateTimeOffset now) =>
        from token in context.Tokens.AsNoTracking()
        where token.RevokedAt == null && token.ExpiresAt > now
        join member in LiveMembers.Of(context).Where(member => member.Role >= TokenFence.Least)
            on new { token.StoreId, Id = token.UserId } equals new { member.StoreId, member.Id }
        select token;

    private async Task MarkUsedAsync(Guid tokenId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await writer.ExecuteAsync(session => session.Execute(MarkUsed, tokenId, now, now - _grain), cancellationToken);
        }
        catch (CommandRefusedException)
        {
            // A full disk says so to whoever writes; a reader can do without the mark.
        }
    }
}
