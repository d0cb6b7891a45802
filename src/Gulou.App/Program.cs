using Gulou.App;
using Gulou.App.Demo;
using Gulou.App.Web;

// The command line takes this place.
var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "gulou");
var run = new DemoRun(
    new TowerSettings { Db = Path.Combine(folder, "demo.db"), Keys = Path.Combine(folder, "demo.keys") }
);
await run.OpenAsync();
var app = WebHost.Build(
    run.Tower,
    new WebSettings("http://localhost:5226", Path.Combine(folder, "cookies"), "Development"),
    run.Site
);
await app.StartAsync();
await run.FillAsync();
await app.WaitForShutdownAsync();
