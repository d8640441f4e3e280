using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Tokens;

internal sealed class TokenCommands(LogWriter writer, EventAppender appender, MembersByName members, TimeProvider time) : ITokenCommands
{
    private const string KeepSecret = "INSERT INTO token_secrets (token_id, hash) VALUES (@p1, @p2)";

    private const string FindStore = "SELECT store_id FROM tokens WHERE id = @p1";

    private const string IsRevoked = "SELECT 1 FROM tokens WHERE id = @p1 AND revoked_at IS NOT NULL";

    public async Task<IssuedToken> CreateAsync(CreateToken command, CancellationToken cancellationToken)
    {
        if (!StoreName.IsValid(command.StoreId))
        {
            throw new CommandRefusedException(Refusal.Invalid, "A workspace has 1 to 64 letters, digits, '-' or '_', and starts with a letter or digit.");
        }

        var now = time.GetUtcNow();
        var user = MemberName.Check(command.User);
        var name = MessageText.CheckTitle(command.Name ?? user);
        var text = SecretFormat.Token.New(Guid.CreateVersion7(now));
        var expiresAt = now + command.Life;
        await writer.ExecuteAsync(
            session =>
            {
                session.HeadOf(command.StoreId);
                var userId = command.UserId is { } known
                    ? Check(session, command.StoreId, known)
                    : members.FindOrCreate(session, command.StoreId, user, command.Actor, now);
                session.Execute(KeepSecret, text.Id, text.Hash());
                var created = new TokenCreated(text.Id, name, userId, command.Scope, expiresAt, now);
                return appender.Append(session, command.StoreId, new ProposedEvent(now, text.Id, command.Actor, created));
            },
            cancellationToken);
        return new IssuedToken(text.Id, text.Reveal(), expiresAt);
    }

    public Task RevokeAsync(Guid tokenId, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revoked = new ProposedEvent(now, Guid.CreateVersion7(now), actor, new TokenRevoked(tokenId, now));
        return writer.ExecuteAsync(
            session =>
            {
                var storeId = session.Find(FindStore, reader => reader.GetString(0), tokenId)
                    ?? throw new CommandRefusedException(Refusal.NotFound, "There is no such token.");
                return session.Exists(IsRevoked, tokenId) ? default : appender.Append(session, storeId, revoked);
            },
            cancellationToken);
    }

    private static Guid Check(WriteSession session, string storeId, Guid userId) => LiveMembers.RoleOf(session, storeId, userId) >= TokenFence.Least
        ? userId
        : throw new CommandRefusedException(Refusal.NotFound, "A token is for a member of this workspace. Invite them first.");
}
