package dev.destseg.cli;

import dev.destseg.tensor.InputException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;

/** What is said when the application does not even start. */
final class StartFailure {
    private StartFailure() {}

    /** @return the exit code */
    static int report(Throwable failure, PrintStream notes) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && !(cause instanceof QuarkusBindException || cause instanceof InputException)) {
            cause = cause.getCause();
        }
        if (cause instanceof QuarkusBindException bind) {
            notes.println("destseg serve: " + bind.getHost() + ":" + bind.getPort()
                    + " cannot be listened on, for something else does; give another --port");
            return ExitCode.BAD_INPUT;
        }
        if (cause instanceof ConfigurationException
                || cause instanceof ConfigValidationException
                || cause instanceof InputException) {
            notes.println("destseg: " + cause.getMessage());
            return ExitCode.BAD_INPUT;
        }
        notes.println("destseg: internal error at the start");
        failure.printStackTrace(notes);
        return ExitCode.INTERNAL;
    }
}
