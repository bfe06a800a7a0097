package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has an appliance send images. */
@Command(
        name = "push",
        description = {
            "Has a running appliance send the images of one of its datasets to its registry, signed by the appliance.",
            "",
            "Images that the registry has already are not sent again. It prints where they lie."
        },
        footer = {
            "  destseg snapshot push flange",
            "  destseg snapshot push sha256:6b86... --url https://box-7:8443 --certificate box-7.pem --token-file engineer.token"
        })
final class SnapshotPushCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/registry/snapshots";
    /** Thousands of images over a slow line. */
    private static final Duration LONGEST = Duration.ofHours(6);

    private final Console console;

    @Parameters(
            paramLabel = "DATASET",
            description = "A dataset of the appliance, as it is now, or the digest of a snapshot.")
    String images = "";

    @Mixin
    ApplianceOption appliance = new ApplianceOption();

    @Mixin
    JsonOption json = new JsonOption();

    SnapshotPushCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode choice = JsonNodeFactory.instance
                .objectNode()
                .put(images.startsWith("sha256:") ? "snapshot" : "dataset", images);
        JsonNode sent;
        try (SnapshotFollowing following = new SnapshotFollowing(console, appliance)) {
            sent = following.send(PATH, choice, LONGEST);
        }
        if (json.requested()) {
            console.print(sent);
            return ExitCode.DONE;
        }
        console.print(sent.path("reference").asText());
        console.say(sent.path("images").asText() + " images: "
                + sent.path("sent_files").asText()
                + " files sent (" + sent.path("sent_bytes").asText() + " bytes), "
                + sent.path("known_files").asText() + " were there");
        return ExitCode.DONE;
    }
}
