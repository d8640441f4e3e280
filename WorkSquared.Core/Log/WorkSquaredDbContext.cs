using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Reading;
using WorkSquared.Core.Sessions;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Workspaces;

namespace WorkSquared.Core.Log;

/// <summary>The schema, and what the readers query. Nothing is written through it: see <see cref="LogWriter"/>.</summary>
internal sealed class WorkSquaredDbContext(DbContextOptions<WorkSquaredDbContext> options) : DbContext(options)
{
    /// <summary>What its queries give: <see cref="SnapshotReader"/> sets it.</summary>
    public Sight Sight { get; set; } = Sight.Everything;

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<StoreRow> Stores => Set<StoreRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<ConversationPersonRow> ConversationPeople => Set<ConversationPersonRow>();

    public DbSet<ConversationLabelRow> ConversationLabels => Set<ConversationLabelRow>();

    public DbSet<MemberRow> Members => Set<MemberRow>();

    public DbSet<WorkspaceRow> Workspaces => Set<WorkspaceRow>();

    public DbSet<ModelSettingsRow> ModelSettings => Set<ModelSettingsRow>();

    public DbSet<ModelKeyRow> ModelKeys => Set<ModelKeyRow>();

    public DbSet<InviteRow> Invites => Set<InviteRow>();

    public DbSet<InviteSecretRow> InviteSecrets => Set<InviteSecretRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<RatingRow> Ratings => Set<RatingRow>();

    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    public DbSet<TurnRow> Turns => Set<TurnRow>();

    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();

    public DbSet<SettingsRow> Settings => Set<SettingsRow>();

    public DbSet<SystemPromptRow> SystemPrompts => Set<SystemPromptRow>();

    public DbSet<UsageRow> Usage => Set<UsageRow>();

    public DbSet<UsageDayRow> UsageDays => Set<UsageDayRow>();

    public DbSet<TokenRow> Tokens => Set<TokenRow>();

    public DbSet<TokenSecretRow> TokenSecrets => Set<TokenSecretRow>();

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

            // Whoever looks through a long log for a few events reads this, and none of the payloads in between.
            row.HasIndex(e => new { e.StoreId, e.Position, e.Type, e.Actor, e.CommittedAt }, "ix_events_audit");

            // The last word on "one answer per question": no timing, no lease and no bug in between can get past it.
            row.HasIndex(e => new { e.StoreId, e.CausationId }, "ux_events_one_end_a_turn").IsUnique()
                .HasFilter($"type IN ({string.Join(", ", EventTypes.Terminal.Select(type => $"'{type}'"))})");
        });
        modelBuilder.Entity<StoreRow>(row =>
        {
            row.ToTable("stores").HasKey(s => s.Id);
            row.Property(s => s.ReadingFrom).HasDefaultValue(0L);
        });
        modelBuilder.Entity<ConversationRow>(row =>
        {
            row.ToTable("conversations").HasKey(c => new { c.StoreId, c.Id });
            row.Ignore(c => c.Place);
            row.Ignore(c => c.LastWords);
            row.Property(c => c.Source).HasDefaultValue("");
            row.Property(c => c.SourceId).HasDefaultValue("");
            row.Property(c => c.IsRestricted).HasDefaultValue(false);

            // Each list has an index that holds nothing else, in its order.
            row.HasIndex(c => new { c.StoreId, c.IsPinned, c.LastPosition }, "ix_conversations_menu").HasFilter("archived_at IS NULL AND deleted_at IS NULL");
            row.HasIndex(c => new { c.StoreId, c.ArchivedAt }, "ix_conversations_archive").HasFilter("archived_at IS NOT NULL AND deleted_at IS NULL");
            row.HasIndex(c => new { c.StoreId, c.DeletedAt }, "ix_conversations_bin").HasFilter("deleted_at IS NOT NULL");
        });
        modelBuilder.Entity<ConversationPersonRow>().ToTable("conversation_people").HasKey(p => new { p.StoreId, p.ConversationId, p.UserId });
        modelBuilder.Entity<ConversationLabelRow>(row =>
        {
            row.ToTable("conversation_labels").HasKey(l => new { l.StoreId, l.ConversationId, l.Key });
            row.HasIndex(l => new { l.StoreId, l.Key, l.Label, l.ConversationId, l.DeletedAt }, "ix_conversation_labels").HasFilter("deleted_at IS NULL");
        });
        modelBuilder.Entity<MemberRow>(row =>
        {
            row.ToTable("members").HasKey(m => new { m.StoreId, m.Id });
            row.HasIndex(m => new { m.StoreId, m.NameKey });
            row.HasIndex(m => m.Id);
        });
        modelBuilder.Entity<WorkspaceRow>().ToTable("workspaces").HasKey(w => w.StoreId);
        modelBuilder.Entity<ModelSettingsRow>(row =>
        {
            row.ToTable("model_settings").HasKey(m => m.StoreId);
            row.Ignore(m => m.Settings);
        });
        modelBuilder.Entity<ModelKeyRow>(row =>
        {
            row.ToTable("model_keys").HasKey(k => k.Host);
            row.Ignore(k => k.Key);
        });
        modelBuilder.Entity<InviteRow>(row =>
        {
            row.ToTable("invites").HasKey(i => new { i.StoreId, i.Id });
            row.HasIndex(i => i.Id);
        });
        modelBuilder.Entity<InviteSecretRow>().ToTable("invite_secrets").HasKey(i => i.InviteId);
        modelBuilder.Entity<SessionRow>(row =>
        {
            row.ToTable("sessions").HasKey(s => s.Id);
            row.HasIndex(s => s.KeyHash).IsUnique();
            row.HasIndex(s => s.AccountId);
        });
        modelBuilder.Entity<SettingsRow>(row =>
        {
            row.ToTable("conversation_settings").HasKey(s => new { s.StoreId, s.ConversationId });
            row.Ignore(s => s.Settings);
        });
        modelBuilder.Entity<SystemPromptRow>().ToTable("system_prompts").HasKey(s => new { s.StoreId, s.ConversationId, s.Version });
        modelBuilder.Entity<MessageRow>(row =>
        {
            row.ToTable("messages").HasKey(m => new { m.StoreId, m.ConversationId, m.Position });
            row.HasIndex(m => new { m.StoreId, m.Id }).IsUnique();
        });
        modelBuilder.Entity<RatingRow>().ToTable("ratings").HasKey(r => new { r.StoreId, r.ResponseId, r.Actor });
        modelBuilder.Entity<TaskRow>(row =>
        {
            row.ToTable("tasks").HasKey(t => new { t.StoreId, t.Id });
            row.Ignore(t => t.Task);
            row.HasIndex(t => new { t.StoreId, t.MessageId }, "ix_tasks_message").HasFilter("message_id IS NOT NULL");
            row.HasIndex(t => new { t.StoreId, t.Position }, "ix_tasks_open").HasFilter("completed_at IS NULL AND deleted_at IS NULL");
            row.HasIndex(t => new { t.StoreId, t.CompletedPosition }, "ix_tasks_done").HasFilter("completed_at IS NOT NULL AND deleted_at IS NULL");
        });
        modelBuilder.Entity<TurnRow>(row =>
        {
            row.ToTable("turns").HasKey(t => new { t.StoreId, t.Id });
            row.HasIndex(t => new { t.StoreId, t.ParentId, t.Position });
            row.HasIndex(t => new { t.StoreId, t.ConversationId, t.Position }, "ix_turns_open").HasFilter("state = 0");
        });
        modelBuilder.Entity<AttemptRow>(row =>
        {
            row.ToTable("attempts").HasKey(a => new { a.StoreId, a.Id });
            row.HasIndex(a => new { a.StoreId, a.TurnId, a.Number }).IsUnique();
        });
        modelBuilder.Entity<UsageRow>(row =>
        {
            row.ToTable("usage").HasKey(u => new { u.StoreId, u.TurnId, u.Number });
            row.HasIndex(u => new { u.StoreId, u.ConversationId });
        });
        modelBuilder.Entity<UsageDayRow>().ToTable("usage_days").HasKey(u => new { u.StoreId, u.Day, u.Member, u.ModelId, u.Currency });
        modelBuilder.Entity<PromptRow>(row =>
        {
            row.ToTable("prompts").HasKey(p => new { p.StoreId, p.Id });
            row.HasIndex(p => new { p.StoreId, p.NameKey });
        });
        modelBuilder.Entity<TokenRow>(row =>
        {
            row.ToTable("tokens").HasKey(t => new { t.StoreId, t.Id });
            row.HasIndex(t => t.Id);
        });
        modelBuilder.Entity<TokenSecretRow>().ToTable("token_secrets").HasKey(t => t.TokenId);
        modelBuilder.Entity<ClaimRow>().ToTable("claims").HasKey(c => new { c.StoreId, c.TurnId });
        modelBuilder.Entity<ReadingMarkRow>().ToTable("reading_marks").HasKey(r => new { r.StoreId, r.Reader, r.ConversationId });
        modelBuilder.Entity<ComposerDraftRow>(row =>
        {
            row.ToTable("composer_drafts").HasKey(d => new { d.StoreId, d.Person, d.ConversationId, d.IsEdit });
            row.HasIndex(d => new { d.StoreId, d.Person, d.CommandId });
        });
        modelBuilder.Entity<DraftRow>().ToTable("drafts").HasKey(d => new { d.StoreId, d.TurnId });

        FilterBySight(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }

    /// <summary>The one place that says what somebody may see. Whatever belongs to a conversation is seen by whoever sees the conversation: its
    /// set is filtered in here, too. <see cref="Sight.Condition"/> says the same for SQL of our own.</summary>
    private void FilterBySight(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ConversationRow>().HasQueryFilter(row => Sight.All || (Sight.Open && !row.IsRestricted) || ConversationPeople.Any(
            person => person.StoreId == row.StoreId && person.ConversationId == row.Id && person.UserId == Sight.UserId));
        modelBuilder.Entity<EventRow>().HasQueryFilter(row => Sight.All
            || (row.Topic == null && (Sight.Open || (Sight.Belongs && SeenEvents.OfPeople.Contains(row.Type))))
            || Conversations.Any(conversation => conversation.StoreId == row.StoreId && conversation.Id == row.Topic));
        FilterByConversation<MessageRow>(modelBuilder);
        FilterByConversation<TurnRow>(modelBuilder);
        FilterByConversation<UsageRow>(modelBuilder);
        FilterByConversation<SettingsRow>(modelBuilder);
        FilterByConversation<SystemPromptRow>(modelBuilder);
        FilterByConversation<ConversationLabelRow>(modelBuilder);
        FilterByConversation<ReadingMarkRow>(modelBuilder);

        // What may belong to one.
        modelBuilder.Entity<TaskRow>().HasQueryFilter(row => Sight.All || (row.ConversationId == null && Sight.Open)
            || Conversations.Any(conversation => conversation.StoreId == row.StoreId && conversation.Id == row.ConversationId));
        modelBuilder.Entity<ComposerDraftRow>().HasQueryFilter(row => Sight.All || row.ConversationId == IComposerDrafts.OfNewConversation
            || Conversations.Any(conversation => conversation.StoreId == row.StoreId && conversation.Id == row.ConversationId));

        // What belongs to the workspace, and to no conversation.
        modelBuilder.Entity<UsageDayRow>().HasQueryFilter(_ => Sight.All || Sight.Open);
        modelBuilder.Entity<PromptRow>().HasQueryFilter(_ => Sight.All || Sight.Open);
    }

    private void FilterByConversation<TRow>(ModelBuilder modelBuilder)
        where TRow : class, IOfConversation => modelBuilder.Entity<TRow>().HasQueryFilter(row => Sight.All
            || Conversations.Any(conversation => conversation.StoreId == row.StoreId && conversation.Id == row.ConversationId));

    private sealed class BigEndianGuid() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
