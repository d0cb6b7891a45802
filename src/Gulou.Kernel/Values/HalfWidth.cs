namespace Gulou.Kernel.Values;

/// <summary>Text as a Chinese input method types it, brought to plain ASCII forms.</summary>
internal static class HalfWidth
{
    /// <summary>Full-width digits, letters, signs and the wide space become their half-width twins.</summary>
    public static string Of(string text) => string.Create(text.Length, text, Narrow);

    private static void Narrow(Span<char> to, string from)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = from[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(from[i] - 0xFEE0),
                '\u3000' => ' ',
                _ => from[i],
            };
        }
    }
}
