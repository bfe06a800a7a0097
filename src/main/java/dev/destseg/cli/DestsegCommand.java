package dev.destseg.cli;

import java.util.List;
import java.util.Map;
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
        footer = {"  destseg COMMAND --help", "  source <(destseg completion)"})
public final class DestsegCommand implements Runnable {
    static final String VERBOSE = "--verbose";

    /** The commands under this one by name, in the order in which help shows them. */
    private static final List<Map.Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry("demo-data", DemoDataCommand.class),
            Map.entry("train", TrainCommand.class),
            Map.entry("reproduce", ReproduceCommand.class),
            Map.entry("evaluate", EvaluateCommand.class),
            Map.entry("compare", CompareCommand.class),
            Map.entry("quantize", QuantizeCommand.class),
            Map.entry("compose", ComposeCommand.class),
            Map.entry("inspect", InspectCommand.class),
            Map.entry("rejudge", RejudgeCommand.class),
            Map.entry("benchmark", BenchmarkCommand.class),
            Map.entry("serve", ServeCommand.class),
            Map.entry("training", TrainingCommand.class),
            Map.entry("token", TokenCommand.class),
            Map.entry("config", ConfigCommand.class),
            Map.entry("teacher", TeacherCommand.class),
            Map.entry("recipe", RecipeCommand.class),
            Map.entry("key", KeyCommand.class),
            Map.entry("channel", ChannelCommand.class),
            Map.entry("fleet", FleetCommand.class),
            Map.entry("snapshot", SnapshotCommand.class),
            Map.entry("completion", CompletionCommand.class));

    @Spec
    CommandSpec spec;

    @Option(names = VERBOSE, scope = ScopeType.INHERIT, description = "Show the whole stack trace of an error.")
    boolean verbose;

    /**
     * The commands that a command line can need: the one that it names, since all with their options take a third of a
     * second to describe, or all where it asks about them or names none.
     */
    static List<Class<?>> commandsFor(String... arguments) {
        List<Map.Entry<String, Class<?>>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && command.getKey().equals(arguments[0]))
                .filter(command -> command.getValue() != CompletionCommand.class)
                .toList();
        return (named.isEmpty() ? COMMANDS : named)
                .stream().<Class<?>>map(Map.Entry::getValue).toList();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** Whether the command line that {@code command} belongs to was given {@code --verbose}. */
    static boolean verbose(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof DestsegCommand root && root.verbose;
    }
}
