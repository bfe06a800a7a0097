package dev.destseg.cli;

import dev.destseg.access.Token;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the tokens. */
@Command(
        name = "list",
        description = "Lists the tokens: name, role, since when, until when.",
        footer = {"  destseg token list", "  destseg token list --json"})
final class TokenListCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %-9s %-21s %s";

    private final Console console;

    @Mixin
    ConfigOption config = new ConfigOption();

    @Mixin
    JsonOption json = new JsonOption();

    TokenListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Token> tokens = TokenCommand.store(config).list();
        if (json.requested()) {
            tokens.forEach(token -> console.print(TokenJson.of(token)));
            return ExitCode.DONE;
        }
        if (tokens.isEmpty()) {
            console.say("There are no tokens.");
            return ExitCode.DONE;
        }
        Instant now = Clock.systemUTC().instant();
        console.print(String.format(Locale.ROOT, ROW, "NAME", "ROLE", "CREATED", "EXPIRES"));
        tokens.forEach(token -> console.print(String.format(
                Locale.ROOT, ROW, token.name(), token.role().label(), token.created(), expiry(token, now))));
        return ExitCode.DONE;
    }

    private static String expiry(Token token, Instant now) {
        return token.expires()
                .map(time -> time + (token.isValid(now) ? "" : " (expired)"))
                .orElse("never");
    }
}
