package dev.destseg.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/**
 * Where the application starts. The HTTP server belongs to {@code serve} alone and starts before any command runs, so
 * that the arguments are looked at here, before the framework starts.
 */
@QuarkusMain
public final class Main implements QuarkusApplication {
    private final CommandLine commandLine;

    Main(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    public static void main(String... arguments) {
        HttpSwitch.set(arguments);
        Quarkus.run(Main.class, arguments);
    }

    @Override
    public int run(String... arguments) {
        return commandLine.execute(arguments);
    }
}
