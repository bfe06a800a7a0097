package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.snapshot.SnapshotPush;
import dev.destseg.registry.sync.SnapshotSending;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.Snapshot;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Images of this box in the registry. */
@Path("/api/v1/registry/snapshots")
@Tag(name = "Registry")
@Blocking
@RolesAllowed(RoleName.ENGINEER)
class SnapshotSendingResource {
    private final SnapshotSending sending;
    private final Instance<Datasets> datasets;
    private final DatasetChanges changes;

    SnapshotSendingResource(SnapshotSending sending, Instance<Datasets> datasets, DatasetChanges changes) {
        this.sending = sending;
        this.datasets = datasets;
        this.changes = changes;
    }

    /** Which images are meant: one of both. */
    @Schema(name = "SnapshotChoice")
    record SnapshotChoice(
            @Nullable @Schema(description = "A dataset, as it is now.", examples = "flange") String dataset,
            @Nullable
                    @Schema(
                            description = "Digest of a snapshot.",
                            examples = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")
                    String snapshot) {}

    /** A snapshot in the registry. */
    @Schema(name = "SentSnapshot")
    record SentView(
            @Schema(
                            description = "Where it lies.",
                            examples = "registry.plant.example/snapshots/press-4:press-4-6b86b273ff34")
                    String reference,
            @Schema(description = "Digest of the snapshot.") String snapshot,
            @Schema(description = "Digest of the artifact, which the box has signed.") String artifact,
            @Schema(examples = "120") int images,
            @JsonProperty("sent_files") @Schema(description = "Images and masks that were sent.", examples = "20")
                    int sentFiles,
            @JsonProperty("known_files") @Schema(description = "Those that the registry had.", examples = "100")
                    int knownFiles,
            @JsonProperty("sent_bytes") @Schema(examples = "2400000") long sentBytes) {}

    /**
     * What is being sent.
     *
     * @param allowed whether the configuration lets images leave this box
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "SnapshotSending")
    record SendingView(
            boolean allowed,
            @Nullable
                    @JsonProperty("under_way")
                    @Schema(description = "The snapshot that is being sent; null when none is.")
                    UnderWayView underWay) {}

    /** How far a snapshot has come. */
    @Schema(name = "SnapshotUnderWay")
    record UnderWayView(
            @Schema(examples = "flange") String dataset,
            @Schema(description = "Digest of the snapshot.") String snapshot,
            Instant since,
            @Schema(description = "Images and masks that the registry has by now.", examples = "40") int files,
            @JsonProperty("all_files") @Schema(examples = "120") int allFiles,
            @Schema(description = "Bytes that they take.", examples = "4800000") long bytes,
            @JsonProperty("all_bytes") @Schema(examples = "14400000") long allBytes) {}

    @GET
    @RolesAllowed(RoleName.VIEWER)
    @Operation(summary = "Which images are being sent to the registry now, and how far they have come.")
    public SendingView sending() {
        return new SendingView(
                sending.isAllowed(),
                sending.underWay().map(SnapshotSendingResource::view).orElse(null));
    }

    private static UnderWayView view(SnapshotSending.UnderWay underWay) {
        SnapshotPush.State state = underWay.state();
        return new UnderWayView(
                underWay.snapshot().dataset().text(),
                underWay.snapshot().digest().toString(),
                underWay.since(),
                state.files(),
                state.allFiles(),
                state.bytes(),
                state.allBytes());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sends images of this box to the registry, signed by the box, for those who learn centrally.",
            description =
                    "Only where the configuration names a repository for them; what the registry has already is not"
                            + " sent again. The answer comes when all are there, which can take minutes; GET tells how far"
                            + " they have come meanwhile.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public SentView send(@Nullable SnapshotChoice choice) {
        sending.requireAllowed();
        Snapshot snapshot = find(choice);
        SnapshotSending.Sent sent = sending.send(snapshot, datasets.get()::file);
        changes.keepSubject(snapshot.dataset().text(), DatasetChanges.SENT, snapshot.digest());
        return new SentView(
                sent.reference(),
                snapshot.digest().toString(),
                sent.result().manifest().toString(),
                snapshot.images().size(),
                sent.result().sent(),
                sent.result().known(),
                sent.result().bytes());
    }

    private Snapshot find(@Nullable SnapshotChoice choice) {
        if (choice == null || (choice.dataset == null) == (choice.snapshot == null)) {
            throw new BadRequestException(
                    "Name either a dataset, as {\"dataset\": \"flange\"}, or a snapshot, as {\"snapshot\": \"sha256:...\"}");
        }
        if (choice.dataset != null) {
            return datasets.get().freeze(DatasetResource.find(datasets.get(), choice.dataset));
        }
        Sha256 digest = Digests.of(choice.snapshot);
        return datasets.get()
                .snapshot(digest)
                .orElseThrow(() -> new NotFoundException("There is no snapshot " + digest
                        + "; name one that is listed with its dataset, or the dataset"));
    }
}
