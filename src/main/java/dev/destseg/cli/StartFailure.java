package dev.destseg.cli;

import dev.destseg.tensor.InputException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;

/** What is said when the application does not even start. */
final class StartFailure {
    private StartFailure() {}

    /** @return the exit code */
    static int report(Throwable failure, Console console) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && !(cause instanceof QuarkusBindException || cause instanceof InputException)) {
            cause = cause.getCause();
        }
        if (cause instanceof QuarkusBindException bind) {
            console.say("destseg serve: " + bind.getHost() + ":" + bind.getPort()
                    + " cannot be listened on, for something else does; give another --port");
            return ExitCode.BAD_INPUT;
        }
        if (cause instanceof ConfigurationException
                || cause instanceof ConfigValidationException
                || cause instanceof InputException) {
            console.say("destseg: " + cause.getMessage());
            return ExitCode.BAD_INPUT;
        }
        console.say("destseg: internal error at the start");
        console.say(Failures.stackTrace(failure));
        return ExitCode.INTERNAL;
    }
}
