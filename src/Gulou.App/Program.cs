using Gulou.App.Cli;

Terminal.ChooseLanguage(Environment.GetEnvironmentVariable);
return await CommandLine.RunAsync(args, Terminal.OfConsole());
