using System.Globalization;
using Gulou.App;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gulou.Tests.App;

/// <summary>Texts in one language for the length of a test; the runner's culture comes back after it.</summary>
internal sealed class Culture : IDisposable
{
    private readonly CultureInfo culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo ui = CultureInfo.CurrentUICulture;

    public Culture(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
    }

    public static Gulou.App.Text Text { get; } = new(NullLogger<Gulou.App.Text>.Instance, strict: true);

    public static Display Display { get; } = new(Text);

    public void Dispose()
    {
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = ui;
    }
}
