using System.CommandLine;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Cli;

/// <summary><c>gulou init</c>: a real database with its map and its first administrator.</summary>
internal static class InitCommand
{
    /// <summary>Never an argument: others on the machine see those.</summary>
    public const string PasswordVariable = "GULOU_PASSWORD";

    public const int ShippedYear = 2023;

    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var name = new Option<string>("--name") { Description = text["cli.init.name"], Required = true };
        var login = new Option<string>("--login")
        {
            Description = text["cli.init.login"],
            DefaultValueFactory = _ => "admin",
        };
        var place = new Option<string?>("--place") { Description = text["cli.init.place"] };
        var divisions = new Option<string?>("--divisions") { Description = text["cli.init.divisions"] };
        var year = new Option<int>("--year") { Description = text["cli.year"], DefaultValueFactory = _ => ShippedYear };
        var command = new Command("init", text["cli.init.about"]) { db, keys, name, login, place, divisions, year };
        command.SetAction(parsed =>
            new Init(terminal, parsed.GetRequiredValue(db), parsed.GetValue(keys))
            {
                Name = parsed.GetRequiredValue(name),
                Login = parsed.GetRequiredValue(login),
                PlaceCode = parsed.GetValue(place),
                Divisions = parsed.GetValue(divisions) ?? Shipped,
                Year = parsed.GetValue(year),
            }.RunAsync()
        );
        return command;
    }

    private static string Shipped => Tower.Shipped($"data/divisions/qiandongnan-{ShippedYear}.csv");

    private sealed class Init(Terminal terminal, string db, string? keys)
    {
        private readonly Text text = terminal.Text;

        public required string Name { get; init; }
        public required string Login { get; init; }
        public required string? PlaceCode { get; init; }
        public required string Divisions { get; init; }
        public required int Year { get; init; }

        public async Task<int> RunAsync()
        {
            var found = await Opening.LookAsync(terminal, db, mayBeMissing: true);
            found.MustBeReal(terminal);
            if (found.HasAdministrator)
                throw new CliException(ExitCode.Refused, text["refusals.make-first-administrator.there-is-one"]);
            // All that can be wrong with what was typed is told before anything is made.
            var table = PlacesCommand.ReadTable(terminal, Divisions, Year);
            var password = ReadPassword();
            found.MustNotBeNewer(terminal);
            using var alone = Opening.Take(terminal, db);
            await using var tower = Opening.Open(terminal, db, keys, found);
            await tower.Database.MigrateAsync();
            if (!await HasPlacesAsync(tower))
                await PlacesCommand.ImportAsync(terminal, tower, table);
            await MakeAdministratorAsync(tower, password);
            terminal.Say(text["cli.init.done", Login, db]);
            return ExitCode.Ok;
        }

        private string ReadPassword()
        {
            var password = terminal.ReadPassword(Environment.GetEnvironmentVariable(PasswordVariable));
            return Passwords.Rule.FaultOf(password, Login) switch
            {
                PasswordFault.Ok => password,
                PasswordFault.TooShort => throw Bad(text["cli.init.password-too-short", PasswordRule.MinLength]),
                PasswordFault.TooLong => throw Bad(text["cli.init.password-too-long", PasswordRule.MaxLength]),
                PasswordFault.HoldsTheName => throw Bad(text["cli.init.password-holds-the-name"]),
                _ => throw Bad(text["cli.init.password-common"]),
            };
        }

        private static async Task<bool> HasPlacesAsync(Tower tower)
        {
            await using var db = tower.Read();
            return await db.Divisions.AnyAsync();
        }

        private async Task MakeAdministratorAsync(Tower tower, string password)
        {
            var place = await FindPlaceAsync(tower);
            var answer = await tower.Commands.RunAsync(
                Actor.System,
                new MakeFirstAdministrator
                {
                    Id = ClientId.New(TimeProvider.System),
                    Cell = place.Cell,
                    PlaceId = place.Id,
                    Name = Name,
                    LoginName = Login,
                    PasswordHash = Passwords.Hash(password),
                }
            );
            terminal.MustBeDone(answer);
        }

        private async Task<Place> FindPlaceAsync(Tower tower)
        {
            await using var db = tower.Read();
            var divisions = await new AllDivisions().On(db).Where(d => d.To == null).ToListAsync();
            if (PlaceCode is null)
                return divisions.Where(d => d.Level == PlaceLevel.Prefecture).MinBy(d => d.Key)!;
            var code = PlaceCode.PadRight(12, '0');
            var borne = await new CodesInForce(CodeScheme.Statistics).On(db).FirstOrDefaultAsync(c => c.Code == code);
            return divisions.Find(d => d.Id == borne?.PlaceId) ?? throw Bad(text["cli.init.place-unknown", PlaceCode]);
        }

        private static CliException Bad(string sentence) => new(ExitCode.Refused, sentence);
    }
}
