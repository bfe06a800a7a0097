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
        Console console = Console.standard();
        int code = commandLine(console).execute(arguments);
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, null);
    }

    static CommandLine commandLine(Console console) {
        CommandLine commandLine =
                new CommandLine(new DestsegCommand(), new CommandFactory(console, Version.application()));
        return new Failures(console).handleAllOf(commandLine).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
