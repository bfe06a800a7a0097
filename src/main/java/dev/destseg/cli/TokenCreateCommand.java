package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.access.NewToken;
import dev.destseg.access.Role;
import dev.destseg.access.Token;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Makes a token. */
@Command(
        name = "create",
        description = {
            "Makes a token and shows it, once: only its digest is kept. A running appliance takes it at once.",
            "",
            "viewer sees what was judged; operator also has parts judged and says what they really are; engineer also"
                    + " teaches products and chooses what judges; admin may do everything. From the first token on,"
                    + " nothing but health is told without one, on this machine too."
        },
        footer = {
            "  destseg token create --role admin",
            "  destseg token create --role operator --name press-2 --expires 90d",
            "  curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8080/api/v1/products"
        })
final class TokenCreateCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            completionCandidates = RoleLabels.class,
            converter = RoleLabels.class,
            description = "What the token allows: ${COMPLETION-CANDIDATES}.")
    Role role;

    @Option(names = "--name", paramLabel = "NAME", description = "Stands in the journal (default: role and digits).")
    @Nullable
    String name;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "For how long it is valid, such as 90d (default: until it is revoked).")
    @Nullable
    Duration expires;

    @Mixin
    ConfigOption config = new ConfigOption();

    @Mixin
    JsonOption json = new JsonOption();

    TokenCreateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NewToken made = TokenCommand.store(config)
                .create(
                        role,
                        Optional.ofNullable(name),
                        Optional.ofNullable(expires),
                        Clock.systemUTC().instant());
        Token token = made.token();
        if (json.requested()) {
            ObjectNode answer = TokenJson.of(token);
            answer.put("token", made.secret().text());
            console.print(answer);
            return ExitCode.DONE;
        }
        console.say("Made " + token.name() + " (" + token.role().label() + ", "
                + token.expires().map(time -> "until " + time).orElse("until it is revoked")
                + "). It is shown this once:");
        console.print(made.secret().text());
        return ExitCode.DONE;
    }

    /** Roles by the names that people use. */
    static final class RoleLabels implements Iterable<String>, ITypeConverter<Role> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Role.values()).map(Role::label).iterator();
        }

        @Override
        public Role convert(String label) {
            try {
                return Role.of(label);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
