package dev.destseg.cli;

import dev.destseg.registry.trust.SigningKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a pair of keys. */
@Command(
        name = "create",
        description = {
            "Makes NAME.key, which signs and is to be kept secret, and NAME.pub, which goes into policies.",
            "",
            "Both are PEM; 'cosign import-key-pair --key NAME.key' takes the first, 'cosign verify --key NAME.pub' the"
                    + " second."
        },
        footer = {"  destseg key create plant", "  destseg key create /etc/destseg/box-7 --kind ed25519"})
final class KeyCreateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "NAME", description = "Path of both files without their endings.")
    String name;

    @Option(
            names = "--kind",
            defaultValue = "ecdsa",
            paramLabel = "KIND",
            description = "ecdsa (P-256, as cosign's) or ed25519 (default: ${DEFAULT-VALUE}).")
    SigningKey.Kind kind;

    KeyCreateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path publicFile = Path.of(name + ".pub");
        SigningKey.create(kind, Path.of(name + ".key"), publicFile);
        console.print(publicFile.toString());
        return ExitCode.DONE;
    }
}
