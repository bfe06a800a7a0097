package dev.destseg.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.Numbered;
import dev.destseg.inspection.journal.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What changed on the box, and who changed it. */
@Path("/api/v1/events")
@Tag(name = "Appliance")
@RolesAllowed(RoleName.ENGINEER)
@Blocking
class EventResource {
    private final Instance<Journal> journal;

    EventResource(Instance<Journal> journal) {
        this.journal = journal;
    }

    /** A change. */
    @Schema(name = "Change")
    record ChangeView(
            String id,
            Instant time,
            @Schema(examples = "activation") String kind,
            @Schema(description = "The name of a token, or what made it by itself.", examples = "appliance") String who,
            ObjectNode details) {
        static ChangeView of(Numbered<Event> event) {
            return new ChangeView(
                    event.id().text(),
                    event.value().time(),
                    event.value().kind(),
                    event.value().who(),
                    event.value().details());
        }
    }

    /**
     * A page.
     *
     * @param events newest first
     * @param next what to give as cursor for the next page; null on the last
     */
    @Schema(name = "ChangePage")
    record PageView(List<ChangeView> events, @Nullable String next) {}

    @GET
    @Operation(
            summary = "What changed: activations, recipes, trainings, tokens, configuration; newest first, in pages.")
    @APIResponse(responseCode = "400", ref = "Problem")
    public PageView list(
            @RestQuery @Nullable String kind,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("50") int size) {
        Page<Numbered<Event>> page =
                journal.get().queries().events(given(kind), given(cursor).map(EntryId::new), size);
        return new PageView(
                page.entries().stream().map(ChangeView::of).toList(),
                page.next().map(EntryId::text).orElse(null));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(some -> !some.isBlank());
    }
}
