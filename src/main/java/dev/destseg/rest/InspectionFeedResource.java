package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.rest.InspectionFeed.EventView;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** What is judged, as it is judged. */
@Path("/api/v1/inspections/events")
@Tag(name = "Inspections")
@RolesAllowed(RoleName.VIEWER)
class InspectionFeedResource {
    private final InspectionFeed feed;

    InspectionFeedResource(InspectionFeed feed) {
        this.feed = feed;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Inspections as they are judged, as server-sent events.",
            description = "An event holds what was judged since the one before; an empty one every few seconds tells"
                    + " that the connection stands. A client that is too slow loses inspections, which are counted;"
                    + " the journal has them all.")
    public Multi<EventView> events() {
        return feed.events();
    }
}
