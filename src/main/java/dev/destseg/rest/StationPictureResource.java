package dev.destseg.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.line.Stations;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What the cameras of stations see. */
@Path("/api/v1/stations/{name}")
@Tag(name = "Line")
@Blocking
@APIResponse(responseCode = "404", ref = "Problem")
@APIResponse(responseCode = "503", ref = "Problem")
class StationPictureResource {
    private static final String PNG = "image/png";

    private final Stations stations;
    private final Instance<Journal> journal;
    private final SecurityIdentity identity;

    StationPictureResource(Stations stations, Instance<Journal> journal, SecurityIdentity identity) {
        this.stations = stations;
        this.journal = journal;
        this.identity = identity;
    }

    @GET
    @Path("picture")
    @Produces(PNG)
    @RolesAllowed(RoleName.VIEWER)
    @Operation(summary = "What the camera of a station sees now, to set it up; nothing is judged.")
    public byte[] picture(@RestPath String name) {
        try {
            return stations.picture(name)
                    .orElseThrow(() -> new NotFoundException("There is no station " + name
                            + " with a camera; GET /api/v1/stations lists those that there are"));
        } catch (IOException e) {
            throw new ServiceUnavailableException(e.getMessage());
        }
    }

    @POST
    @Path("empty-place")
    @RolesAllowed(RoleName.ENGINEER)
    @Operation(
            summary = "Takes what a station that runs freely sees now for its place without a part.",
            description =
                    "Clear the place first, and switch on the light that is there when parts come. It counts from now"
                            + " on, also after a restart. What lies there is not judged.")
    @APIResponse(responseCode = "204", description = "From now on parts are noticed by how they differ from that.")
    @APIResponse(responseCode = "400", ref = "Problem")
    public void learnEmptyPlace(@RestPath String name) {
        try {
            if (!stations.learnEmptyPlace(name)) {
                throw new NotFoundException("There is no station " + name
                        + " that runs freely; GET /api/v1/stations lists those that there are");
            }
        } catch (IOException e) {
            throw new ServiceUnavailableException(e.getMessage());
        }
        journal.get()
                .append(new Event(
                        Instant.now(),
                        Event.EMPTY_PLACE,
                        identity.getPrincipal().getName(),
                        JsonNodeFactory.instance.objectNode().put("station", name)));
    }
}
