using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Gulou.Storage.Sqlite;

/// <summary>A prepared statement with values by position.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string text)
    {
        command = connection.CreateCommand();
        command.CommandText = text;
    }

    public void Use(SqliteTransaction? transaction) => command.Transaction = transaction;

    public void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        command.ExecuteNonQuery();
    }

    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        var parameters = command.Parameters;
        for (var i = 0; i < values.Length; i++)
        {
            if (parameters.Count == i)
                parameters.Add(
                    new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{i + 1}") }
                );
            parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
