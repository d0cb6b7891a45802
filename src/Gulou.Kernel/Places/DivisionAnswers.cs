using System.Globalization;

namespace Gulou.Kernel.Places;

/// <summary>What people have answered, by row and by place.</summary>
internal sealed class DivisionAnswers
{
    private readonly Dictionary<string, DivisionAnswer> _byCode = [];
    private readonly Dictionary<long, DivisionAnswer> _byPlace = [];
    private readonly Dictionary<string, KnownPlace> _placeOf = [];

    public DivisionAnswers(IReadOnlyList<DivisionAnswer> answers, IReadOnlyList<KnownPlace> map)
    {
        if (answers.Count == 0)
            return;
        var places = map.ToDictionary(place => place.Id);
        foreach (var answer in answers)
        {
            var (code, id) = (answer.Question.Code, answer.Question.PlaceId);
            if (answer.Reply == DivisionReply.New)
                _byCode[code!] = answer;
            else if (answer.Reply == DivisionReply.Same)
            {
                var row = id is null ? code! : answer.Target ?? code!;
                var place = places[id ?? long.Parse(answer.Target!, CultureInfo.InvariantCulture)];
                _byCode[row] = answer;
                _placeOf[row] = place;
                _byPlace[place.Id] = answer;
                continue;
            }
            if (id is { } known)
                _byPlace[known] = answer;
        }
    }

    /// <summary>The answer that settles what a row is.</summary>
    public DivisionAnswer? For(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The place a row was said to be.</summary>
    public KnownPlace? PlaceOf(string code) => _placeOf.GetValueOrDefault(code);

    /// <summary>Whether a row was said to be a new place.</summary>
    public bool IsNew(string code) => _byCode.ContainsKey(code) && !_placeOf.ContainsKey(code);

    /// <summary>The answer that settles what became of a place.</summary>
    public DivisionAnswer? Of(long place) => _byPlace.GetValueOrDefault(place);
}
