package dev.destseg.cli;

import dev.destseg.recipe.Sealing;
import dev.destseg.recipe.seal.BoxKey;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens recipes that are sealed: {@code @Mixin BoxKeyOption boxKey}. */
final class BoxKeyOption {
    @Option(
            names = "--box-key",
            paramLabel = "FILE",
            defaultValue = "${env:DESTSEG_BOX_KEY}",
            description =
                    "Key that the appliance's recipes are sealed with, its destseg.recipes.box-key (default: the file"
                            + " that the variable DESTSEG_BOX_KEY names).")
    @Nullable
    Path file;

    /** @throws dev.destseg.tensor.InputException when the key cannot be used */
    Sealing sealing() {
        return of(true);
    }

    /** For reading alone. @throws dev.destseg.tensor.InputException when the key cannot be used */
    Sealing opening() {
        return of(false);
    }

    private Sealing of(boolean wanted) {
        return Optional.ofNullable(file)
                .map(BoxKey::read)
                .map(key -> new Sealing(Optional.of(key), wanted, ""))
                .orElse(Sealing.NONE);
    }
}
