namespace Gulou.Storage.Audit;

/// <summary>
/// Marks a command that writes down that someone looks at people's records, before they are shown. Its subject is the
/// person, the household, or the place whose list it is: by it everyone finds who looked.
/// </summary>
public interface IReading;
