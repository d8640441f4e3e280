using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Log;

/// <summary>The schema, and what the readers query. Nothing is written through it: see <see cref="LogWriter"/>.</summary>
internal sealed class WorkSquaredDbContext(DbContextOptions<WorkSquaredDbContext> options) : DbContext(options)
{
    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<StoreRow> Stores => Set<StoreRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<TurnRow> Turns => Set<TurnRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Text ids sort by letter case and cost 36 bytes; SQLite can't compare a DateTimeOffset at all.
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianGuid>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EventRow>(row =>
        {
            row.ToTable("events").HasKey(e => new { e.StoreId, e.Position });
            row.HasIndex(e => e.Id).IsUnique();
            row.HasIndex(e => new { e.StoreId, e.CommandId }).IsUnique();

            // The last word on "one answer per question": no timing, no lease and no bug in between can get past it.
            row.HasIndex(e => new { e.StoreId, e.CausationId }, "ux_events_one_end_a_turn").IsUnique()
                .HasFilter($"type IN ({string.Join(", ", EventTypes.Terminal.Select(type => $"'{type}'"))})");
        });
        modelBuilder.Entity<StoreRow>().ToTable("stores").HasKey(s => s.Id);
        modelBuilder.Entity<ConversationRow>(row =>
        {
            row.ToTable("conversations").HasKey(c => new { c.StoreId, c.Id });
            row.HasIndex(c => new { c.StoreId, c.LastPosition });
        });
        modelBuilder.Entity<MessageRow>(row =>
        {
            row.ToTable("messages").HasKey(m => new { m.StoreId, m.ConversationId, m.Position });
            row.HasIndex(m => new { m.StoreId, m.Id }).IsUnique();
        });
        modelBuilder.Entity<TurnRow>(row =>
        {
            row.ToTable("turns").HasKey(t => new { t.StoreId, t.Id });
            row.HasIndex(t => new { t.StoreId, t.ConversationId, t.QuestionPosition });
            row.HasIndex(t => new { t.StoreId, t.ConversationId, t.Position }, "ix_turns_open").HasFilter("state = 0");
        });
        modelBuilder.Entity<AttemptRow>(row =>
        {
            row.ToTable("attempts").HasKey(a => new { a.StoreId, a.Id });
            row.HasIndex(a => new { a.StoreId, a.TurnId, a.Number }).IsUnique();
        });
        modelBuilder.Entity<ClaimRow>().ToTable("claims").HasKey(c => new { c.StoreId, c.TurnId });
        modelBuilder.Entity<DraftRow>().ToTable("drafts").HasKey(d => new { d.StoreId, d.TurnId });

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }

    private sealed class BigEndianGuid() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
