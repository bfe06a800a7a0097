package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.access.RoleName;
import dev.destseg.line.FolderSources;
import dev.destseg.line.FolderState;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Watched folders. */
@Path("/api/v1/folders")
@Tag(name = "Line")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class FolderResource {
    private final FolderSources folders;

    FolderResource(FolderSources folders) {
        this.folders = folders;
    }

    /** A watched folder. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Folder")
    record FolderView(
            @Schema(examples = "camera-1") String name,
            @Schema(examples = "/var/images/camera-1") String directory,
            @Schema(description = "Files that were judged since the start.", examples = "5120") long judged,
            @Schema(description = "Files that lay there at the last look and are not judged yet.", examples = "0")
                    int waiting,
            @Nullable @Schema(description = "Why files are not judged at present.") String problem) {
        static FolderView of(FolderState state) {
            return new FolderView(
                    state.name(),
                    state.directory().toString(),
                    state.judged(),
                    state.waiting(),
                    state.problem().orElse(null));
        }
    }

    @GET
    @Operation(summary = "The folders whose files are judged, and how far that has come.")
    public List<FolderView> folders() {
        return folders.states().stream().map(FolderView::of).toList();
    }
}
