package dev.destseg.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/**
 * Where the application starts. Commands run without the framework, which {@code serve} alone starts: with HTTP server,
 * journal and metrics it takes 1.5 s longer, for which nobody who asks for {@code --help} should wait.
 */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        NativeSearch.narrow(Main.class.getClassLoader());
        Console console = Console.standard();
        int code = commandLine(console, arguments).execute(arguments);
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, null);
    }

    /** @param arguments that it is for, see {@link DestsegCommand#commandsFor} */
    static CommandLine commandLine(Console console, String... arguments) {
        CommandLine commandLine =
                new CommandLine(new DestsegCommand(), new CommandFactory(console, Version.application()));
        DestsegCommand.commandsFor(arguments).forEach(commandLine::addSubcommand);
        return new Failures(console).handleAllOf(commandLine).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
