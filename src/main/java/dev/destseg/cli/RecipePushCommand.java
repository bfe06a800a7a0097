package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.transfer.RecipePush;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a recipe to a registry. */
@Command(
        name = "push",
        description = {
            "Sends a recipe to a registry; files that the registry has already are not sent again.",
            "",
            "Signatures that are known of it go along. Boxes take only what somebody has signed whom their policy trusts."
        },
        footer = {
            "  destseg recipe push flange.recipe registry.plant.example/recipes/flange:1.0 --key plant.key",
            "  destseg recipe push sha256:6b86... registry.plant.example/recipes/flange:1.0 --credentials registry.txt"
        })
final class RecipePushCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "Its digest in the appliance, or its directory.")
    String recipe;

    @Parameters(index = "1", paramLabel = "REFERENCE", description = "Where to: REGISTRY/REPOSITORY:TAG.")
    String reference;

    @Option(names = "--key", paramLabel = "FILE", description = "Sign it with this private key, in PEM.")
    @Nullable
    Path key;

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    JsonOption json = new JsonOption();

    RecipePushCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Reference target = Reference.parse(reference);
        LocalRecipe local = LocalRecipe.find(recipe, store);
        Recipe pushed = local.stored().recipe();
        List<Signature> signatures = new ArrayList<>(local.signatures());
        Optional.ofNullable(key)
                .map(SigningKey::read)
                .ifPresent(signer -> signatures.add(signer.sign(
                        target.repository().toString(),
                        pushed.digest(),
                        new SignedClaims(Optional.of(Instant.now()), Optional.empty()))));
        AtomicLong done = new AtomicLong();
        RecipePush.Result result;
        try (Progress progress = console.progress("Pushing", Math.max(1, RecipePush.size(pushed)))) {
            result = new RecipePush(registry.client(), bytes -> progress.at(done.addAndGet(bytes), ""))
                    .push(local.stored(), signatures, target);
        }
        print(pushed, result, signatures.size());
        return ExitCode.DONE;
    }

    private void print(Recipe pushed, RecipePush.Result result, int signatures) {
        if (json.requested()) {
            console.print(JsonNodeFactory.instance
                    .objectNode()
                    .put("digest", pushed.digest().toString())
                    .put("reference", reference)
                    .put("sent_files", result.sent())
                    .put("known_files", result.known())
                    .put("sent_bytes", result.bytes())
                    .put("signatures", signatures));
            return;
        }
        console.print(pushed.digest().toString());
        console.say(reference + ": " + result.sent() + " files sent (" + result.bytes() + " bytes), " + result.known()
                + " were there" + (signatures == 0 ? "; it is not signed" : ""));
    }
}
