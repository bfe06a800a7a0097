package dev.destseg.cli;

import dev.destseg.access.TokenStore;
import dev.destseg.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about tokens. */
@Command(
        name = "token",
        description = "Makes, lists and revokes the tokens by which the appliance tells who may do what.",
        footer = {
            "  destseg token create --role operator --name press-2",
            "  destseg token list",
            "  destseg token revoke press-2"
        },
        subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class})
final class TokenCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** The tokens of the appliance that is configured so. */
    static TokenStore store(ConfigOption config) {
        return new TokenStore(Configuration.read(config.file()).dataDirectory());
    }
}
