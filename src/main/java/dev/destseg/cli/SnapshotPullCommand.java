package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.snapshot.SnapshotPull;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches images of a box. */
@Command(
        name = "pull",
        description = {
            "Fetches the images that a box has sent into a folder that 'destseg train' and 'destseg evaluate' read.",
            "",
            "Signatures are verified first. A fifth of the good images and half of the defective ones come to lie with the test images,"
                    + " the same ones that the box itself does not learn from; the other defective ones lie in FOLDER/defects. A"
                    + " pull that was cut off goes on where it was."
        },
        footer = {
            "  destseg snapshot pull registry.plant.example/snapshots/press-4:press-4-6b86b273ff34 flange-press-4"
                    + " --policy trust-policy.json",
            "  destseg train flange-press-4 --out flange.recipe --defects flange-press-4/defects"
        })
final class SnapshotPullCommand implements Callable<Integer> {
    private static final long LEAST_FREE_BYTES = 64L << 20;

    private final Console console;

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "REGISTRY/REPOSITORY:TAG, or @DIGEST.")
    String reference = "";

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where to; does not exist yet.")
    Path folder = Path.of("");

    @Option(names = "--accept-unsigned", description = "Take it on nobody's word.")
    boolean unsigned;

    @Option(
            names = "--most-mebibytes",
            paramLabel = "MIB",
            defaultValue = "20480",
            description = "Most that the images may take (default: ${DEFAULT-VALUE}).")
    long mostMebibytes;

    @Mixin
    PolicyOption policy = new PolicyOption();

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    JsonOption json = new JsonOption();

    SnapshotPullCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SnapshotPull pull = new SnapshotPull(registry.client(), gate(), mostBytes(), LEAST_FREE_BYTES);
        SnapshotPull.Admitted admitted = pull.admit(Reference.parse(reference));
        AtomicLong done = new AtomicLong();
        try (Progress progress = console.progress("Pulling", Math.max(1, admitted.bytes()))) {
            pull.fetch(admitted, folder, bytes -> progress.at(done.addAndGet(bytes), ""));
        }
        print(admitted);
        return ExitCode.DONE;
    }

    private long mostBytes() {
        if (mostMebibytes < 1 || mostMebibytes > Long.MAX_VALUE >> 20) {
            throw new InputException("--most-mebibytes must be at least 1, unlike " + mostMebibytes);
        }
        return mostMebibytes << 20;
    }

    private SnapshotPull.Gate gate() {
        if (unsigned) {
            return SnapshotPull.Gate.open();
        }
        return policy.read()
                .map(known -> SnapshotPull.Gate.of(known, Clock.systemUTC()))
                .orElseThrow(() -> new InputException(
                        "Nothing says whose images count; give --policy FILE, or --accept-unsigned to take them on"
                                + " nobody's word"));
    }

    private void print(SnapshotPull.Admitted admitted) {
        Snapshot snapshot = admitted.snapshot();
        if (json.requested()) {
            ObjectNode node = JsonNodeFactory.instance
                    .objectNode()
                    .put("folder", folder.toString())
                    .put("snapshot", snapshot.digest().toString())
                    .put("dataset", snapshot.dataset().text())
                    .put("good", snapshot.count(Label.GOOD))
                    .put("defective", snapshot.count(Label.DEFECTIVE));
            admitted.admission().signers().forEach(node.putArray("signers")::add);
            console.print(node);
            return;
        }
        console.print(folder.toString());
        console.say(snapshot.count(Label.GOOD) + " good and " + snapshot.count(Label.DEFECTIVE)
                + " defective images of " + snapshot.dataset()
                + (unsigned ? "" : ", " + admitted.admission().inWords()));
    }
}
