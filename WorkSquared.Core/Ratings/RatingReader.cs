using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Ratings;

/// <summary>Reads what people think of the answers in view.</summary>
internal static class RatingReader
{
    public static Dictionary<Guid, AnswerRatings> Read(WorkSquaredDbContext context, string storeId, IReadOnlyCollection<Guid> responses) => context.Ratings
        .AsNoTracking()
        .Where(row => row.StoreId == storeId && responses.Contains(row.ResponseId) && row.Rating != Rating.None)
        .OrderBy(row => row.Version)
        .AsEnumerable()
        .GroupBy(row => row.ResponseId)
        .ToDictionary(
            answer => answer.Key,
            answer => new AnswerRatings([.. answer.Select(row => new PersonsRating(new Actor(row.Actor), row.Rating, row.Comment))]));
}
