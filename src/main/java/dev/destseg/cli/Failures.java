package dev.destseg.cli;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns failures into a message and an exit code. What the user can mend is said in one line; for anything else the
 * stack trace goes into a file, which is named, or to the console with {@code --verbose}.
 */
final class Failures implements IExecutionStrategy, IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    /** Lets every failure of this command line, errors of the Java machine included, end here. */
    CommandLine handleAllOf(CommandLine commandLine) {
        return commandLine
                .setExecutionStrategy(this)
                .setExecutionExceptionHandler(this)
                .setParameterExceptionHandler(this);
    }

    @Override
    public int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error error) {
            // Picocli handles exceptions only; an error would leave with the code that means a negative answer.
            List<CommandLine> commands = parsed.asCommandLineList();
            throw new ExecutionException(commands.get(commands.size() - 1), String.valueOf(error), error);
        }
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        console.say(name + ": " + failure.getMessage());
        StringWriter suggestions = new StringWriter();
        UnmatchedArgumentException.printSuggestions(failure, new PrintWriter(suggestions, true));
        if (!suggestions.toString().isBlank()) {
            console.say(suggestions.toString().stripTrailing());
        }
        console.say("Try '" + name + " --help'.");
        return ExitCode.BAD_INPUT;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        boolean verbose = DestsegCommand.verbose(command);
        if (failure instanceof InputException) {
            console.say(command.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
            if (verbose) {
                console.say(stackTrace(failure));
            }
            return ExitCode.BAD_INPUT;
        }
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        console.say(command.getCommandSpec().qualifiedName() + ": internal error: " + cause);
        console.say(verbose ? stackTrace(cause) : whereDetailsAre(cause));
        return ExitCode.INTERNAL;
    }

    private static String whereDetailsAre(Throwable cause) {
        try {
            Path file = Files.createTempFile("destseg-error-", ".log");
            Files.writeString(file, stackTrace(cause));
            return "The details are in " + file + "; " + DestsegCommand.VERBOSE + " shows them here.";
        } catch (IOException unwritable) {
            return stackTrace(cause);
        }
    }

    static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }
}
