package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.rest.DatasetView.SnapshotView;
import dev.destseg.training.datasets.DatasetName;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.LabelledDataset;
import dev.destseg.training.datasets.Snapshot;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Images to learn from: the datasets themselves. */
@Path("/api/v1/datasets")
@Tag(name = "Datasets")
@APIResponse(responseCode = "400", ref = "Problem")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class DatasetResource {
    private final Instance<Datasets> datasets;
    private final DatasetChanges changes;

    DatasetResource(Instance<Datasets> datasets, DatasetChanges changes) {
        this.datasets = datasets;
        this.changes = changes;
    }

    /** A dataset to be made. */
    @Schema(name = "NewDataset")
    record DatasetForm(@Nullable @Schema(examples = "flange") String name) {}

    @GET
    @Operation(summary = "The datasets on this box.")
    public List<DatasetView> list() {
        return datasets.get().all().stream().map(DatasetView::of).toList();
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Makes an empty dataset.")
    @APIResponse(responseCode = "201", description = "It was made.")
    public DatasetView create(@Nullable DatasetForm form) {
        if (form == null || form.name == null) {
            throw new BadRequestException("Give the dataset a name");
        }
        LabelledDataset created = datasets.get().create(new DatasetName(form.name));
        changes.keep(form.name, DatasetChanges.CREATED);
        return DatasetView.of(created);
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One dataset.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public DatasetView find(@RestPath String name) {
        return DatasetView.of(find(datasets.get(), name));
    }

    @DELETE
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{name}")
    @Operation(summary = "Deletes a dataset with its images; what snapshots and trainings need stays with them.")
    @APIResponse(responseCode = "204", description = "It was deleted.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public void delete(@RestPath String name) {
        if (!datasets.get().delete(new DatasetName(name))) {
            throw absent(name);
        }
        changes.keep(name, DatasetChanges.DELETED);
    }

    @GET
    @Path("{name}/snapshots")
    @Operation(summary = "The snapshots of a dataset, also of a deleted one, the last used first.")
    public List<SnapshotView> snapshots(@RestPath String name) {
        DatasetName wanted = new DatasetName(name);
        return datasets.get().snapshots().stream()
                .filter(snapshot -> snapshot.dataset().equals(wanted))
                .map(SnapshotView::of)
                .toList();
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{name}/snapshots")
    @ResponseStatus(201)
    @Operation(summary = "Freezes a dataset as it is now; the same images give the same snapshot.")
    @APIResponse(responseCode = "201", description = "It is frozen.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public SnapshotView freeze(@RestPath String name) {
        Snapshot frozen = datasets.get().freeze(find(datasets.get(), name));
        changes.keepSubject(name, DatasetChanges.FROZEN, frozen.digest());
        return SnapshotView.of(frozen);
    }

    /** @throws NotFoundException when there is none */
    static LabelledDataset find(Datasets datasets, String name) {
        return datasets.find(new DatasetName(name)).orElseThrow(() -> absent(name));
    }

    private static NotFoundException absent(String name) {
        return new NotFoundException("There is no dataset " + name + "; name one that is listed, or make it");
    }
}
