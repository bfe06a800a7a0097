package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.transfer.Gate;
import dev.destseg.registry.transfer.RecipePull;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a recipe from a registry. */
@Command(
        name = "pull",
        description = {
            "Fetches a recipe from a registry into those that the appliance keeps; it judges nothing yet.",
            "",
            "Its signatures are verified first; nothing else is fetched of a recipe that the policy does not admit. A"
                    + " pull that was cut off goes on where it was."
        },
        footer = {
            "  destseg recipe pull registry.plant.example/recipes/flange:1.0 --policy trust-policy.json",
            "  destseg recipe pull registry.plant.example/recipes/flange@sha256:6b86... --accept-unsigned"
        })
final class RecipePullCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "REFERENCE", description = "REGISTRY/REPOSITORY:TAG, or @DIGEST instead of the tag.")
    String reference;

    @Option(names = "--accept-unsigned", description = "Take it on nobody's word.")
    boolean unsigned;

    @Mixin
    PolicyOption policy = new PolicyOption();

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    JsonOption json = new JsonOption();

    RecipePullCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Reference wanted = Reference.parse(reference);
        Path incoming = store.data.resolve(RecipePull.DIRECTORY);
        AtomicLong done = new AtomicLong();
        RecipePull asking = new RecipePull(registry.client(), store.open(), incoming, gate(), bytes -> {});
        RecipePull.Admitted admitted = asking.admit(wanted);
        RecipePull.Pulled pulled;
        try (Progress progress = console.progress("Pulling", Math.max(1, admitted.bytes()))) {
            pulled = new RecipePull(
                            registry.client(),
                            store.open(),
                            incoming,
                            gate(),
                            bytes -> progress.at(done.addAndGet(bytes), ""))
                    .fetch(admitted);
        }
        print(pulled);
        return ExitCode.DONE;
    }

    private Gate gate() {
        if (unsigned) {
            return Gate.open();
        }
        return policy.read()
                .map(known -> Gate.of(known, Clock.systemUTC()))
                .orElseThrow(() -> new InputException(
                        "Nothing says whose signatures count; give --policy FILE, or --accept-unsigned to take it on"
                                + " nobody's word"));
    }

    private void print(RecipePull.Pulled pulled) {
        String digest = pulled.recipe().recipe().digest().toString();
        if (json.requested()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode().put("digest", digest);
            pulled.admission().signers().forEach(node.putArray("signers")::add);
            console.print(node);
        } else {
            console.print(digest);
            console.say(pulled.admission().inWords());
        }
    }
}
