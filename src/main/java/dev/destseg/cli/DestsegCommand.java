package dev.destseg.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The root of the command line. Everything declared here is inherited by the commands under it: help, version, the list
 * of exit codes, {@code --verbose}; a command adds its own description and examples.
 */
@Command(
        name = "destseg",
        description = "Learns a product from good parts and judges every part.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            ExitCode.DONE + ":done",
            ExitCode.NEGATIVE + ":done, and the answer is negative",
            ExitCode.BAD_INPUT + ":the options or the input cannot be used",
            ExitCode.INTERNAL + ":internal error"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  destseg COMMAND --help", "  source <(destseg completion)"},
        subcommands = {
            DemoDataCommand.class,
            TrainCommand.class,
            ReproduceCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            QuantizeCommand.class,
            InspectCommand.class,
            BenchmarkCommand.class,
            ServeCommand.class,
            TrainingCommand.class,
            TokenCommand.class,
            ConfigCommand.class,
            TeacherCommand.class,
            RecipeCommand.class,
            CompletionCommand.class
        })
public final class DestsegCommand implements Runnable {
    static final String VERBOSE = "--verbose";

    @Spec
    CommandSpec spec;

    @Option(names = VERBOSE, scope = ScopeType.INHERIT, description = "Show the whole stack trace of an error.")
    boolean verbose;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** Whether the command line that {@code command} belongs to was given {@code --verbose}. */
    static boolean verbose(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof DestsegCommand root && root.verbose;
    }
}
