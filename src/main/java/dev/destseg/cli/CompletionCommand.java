package dev.destseg.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that teaches bash and zsh the commands and options. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh.",
        footer = {
            "  source <(destseg completion)",
            "  destseg completion > ~/.local/share/bash-completion/completions/destseg"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print(
                AutoComplete.bash(spec.root().name(), spec.root().commandLine()).stripTrailing());
        return ExitCode.DONE;
    }
}
