using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gulou.Kernel.Cases;

/// <summary>
/// A form's values as JSON: one object with its keys in order; money in fen, days as yyyy-MM-dd, ids as text.
/// </summary>
public static class FormJson
{
    /// <summary>Writes values.</summary>
    public static string Write(FormValues values)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, values);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>
    /// Reads what <see cref="Write(FormValues)"/> wrote; fields the definition does not know are left out.
    /// </summary>
    public static FormValues Read(CaseType type, string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(type.Fields, document.RootElement);
    }

    private static void Write(Utf8JsonWriter writer, FormValues values)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in values.All)
        {
            writer.WritePropertyName(key);
            Write(writer, value);
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FormValue value)
    {
        switch (value)
        {
            case NumberValue number:
                writer.WriteNumberValue(number.Number);
                break;
            case MoneyValue money:
                writer.WriteNumberValue(money.Fen);
                break;
            case DateValue date:
                writer.WriteStringValue(date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case YesValue:
                writer.WriteBooleanValue(true);
                break;
            case IdValue id:
                writer.WriteStringValue(id.Id.ToString(CultureInfo.InvariantCulture));
                break;
            case FilesValue files:
                writer.WriteStartArray();
                foreach (var hash in files.Hashes)
                    writer.WriteStringValue(hash);
                writer.WriteEndArray();
                break;
            case TableValue table:
                writer.WriteStartArray();
                foreach (var row in table.Rows)
                    Write(writer, row);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(value.Word);
                break;
        }
    }

    private static FormValues Read(IReadOnlyList<CaseField> fields, JsonElement json)
    {
        var values = new Dictionary<string, FormValue>();
        foreach (var field in fields)
        {
            if (json.TryGetProperty(field.Key, out var found))
                values[field.Key] = Read(field, found);
        }
        return new FormValues(values);
    }

    private static FormValue Read(CaseField field, JsonElement json) =>
        field.Kind switch
        {
            FieldKind.Text => new TextValue(json.GetString()!),
            FieldKind.Number => new NumberValue(json.GetDecimal()),
            FieldKind.Money => new MoneyValue(json.GetInt64()),
            FieldKind.Date => new DateValue(
                DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            ),
            FieldKind.Choice => new ChoiceValue(json.GetString()!),
            FieldKind.Yes => new YesValue(),
            FieldKind.Photo or FieldKind.File => new FilesValue([
                .. json.EnumerateArray().Select(hash => hash.GetString()!),
            ]),
            FieldKind.Table => new TableValue([.. json.EnumerateArray().Select(row => Read(field.Columns, row))]),
            _ => new IdValue(long.Parse(json.GetString()!, CultureInfo.InvariantCulture)),
        };
}
