package dev.destseg.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
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
        BiConsumer<Integer, Throwable> exit = ApplicationLifecycleManager.getDefaultExitCodeHandler();
        Quarkus.run(Main.class, (code, failure) -> exit.accept(exitCode(code, failure), failure), arguments);
    }

    /** @param failure to start; that of a command is in its code */
    private static int exitCode(int code, @Nullable Throwable failure) {
        return failure == null ? code : StartFailure.report(failure, System.err);
    }

    @Override
    public int run(String... arguments) {
        return commandLine.execute(arguments);
    }
}
