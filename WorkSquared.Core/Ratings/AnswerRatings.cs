using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Ratings;

/// <summary>What people think of one answer. A pure fold.</summary>
/// <param name="All">One for each person who has an opinion, by when they last said it.</param>
public sealed record AnswerRatings(ImmutableArray<PersonsRating> All)
{
    public static AnswerRatings None { get; } = new([]);

    public Rating Of(Actor person) => All.FirstOrDefault(rating => rating.Person == person)?.Rating ?? Rating.None;

    public int Count(Rating rating) => All.Count(each => each.Rating == rating);

    internal AnswerRatings Apply(ResponseRated rated, Actor person)
    {
        var others = All.RemoveAll(rating => rating.Person == person);
        return (rated.Rating, others.Length) switch
        {
            (Rating.None, 0) => None,
            (Rating.None, _) => new(others),
            var (rating, _) => new(others.Add(new PersonsRating(person, rating, rated.Comment))),
        };
    }
}

/// <param name="Comment">Null without.</param>
public sealed record PersonsRating(Actor Person, Rating Rating, string? Comment);
