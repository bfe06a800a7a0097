package dev.destseg.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Revokes a token. */
@Command(
        name = "revoke",
        description = {
            "Makes a token worthless, for a running appliance from the next request on.",
            "",
            "When the last is revoked, nobody but the command line can do anything until another is made."
        },
        footer = {"  destseg token revoke press-2"})
final class TokenRevokeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "NAME", description = "The token's name, as 'destseg token list' shows it.")
    String name;

    @Mixin
    ConfigOption config = new ConfigOption();

    TokenRevokeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TokenCommand.store(config).revoke(name);
        console.say("Revoked " + name + ".");
        return ExitCode.DONE;
    }
}
