using Gulou.App.Web;

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
);
builder.Services.AddGulouWeb();
var app = builder.Build();
app.UseGulouWeb();
app.Run();
