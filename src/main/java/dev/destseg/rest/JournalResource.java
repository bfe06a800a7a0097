package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.image.Box;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.ExportFormat;
import dev.destseg.inspection.journal.Feedback;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.InspectionExport;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.Opinion;
import dev.destseg.inspection.journal.Page;
import dev.destseg.recipe.Sha256;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What was judged before. */
@Path("/api/v1/inspections")
@Tag(name = "Inspections")
@RolesAllowed(RoleName.VIEWER)
@Blocking
class JournalResource {
    private final Instance<Journal> journal;
    private final SecurityIdentity caller;

    JournalResource(Instance<Journal> journal, SecurityIdentity caller) {
        this.journal = journal;
        this.caller = caller;
    }

    /**
     * A page.
     *
     * @param inspections newest first
     * @param next what to give as cursor for the next page; null on the last
     */
    record PageView(List<InspectionView> inspections, @Nullable String next) {}

    @GET
    @Operation(summary = "What was judged, newest first, in pages.")
    @APIResponse(responseCode = "400", ref = "Problem")
    public PageView list(@BeanParam InspectionQuery query) {
        Page<InspectionEntry> page = journal().queries().list(query.filter(), query.page(), query.size());
        return new PageView(
                page.entries().stream().map(InspectionView::of).toList(),
                page.next().map(EntryId::text).orElse(null));
    }

    @GET
    @Path("export")
    @Produces({"text/csv", "application/x-ndjson"})
    @Operation(summary = "What was judged, newest first, all of it: as CSV or, by format=jsonl, as JSON Lines.")
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response export(@BeanParam InspectionQuery query, @RestQuery @DefaultValue("csv") String format) {
        ExportFormat wanted =
                switch (format) {
                    case "csv" -> ExportFormat.CSV;
                    case "jsonl" -> ExportFormat.JSON_LINES;
                    default -> throw new BadRequestException("There is no format '" + format + "'; give csv or jsonl");
                };
        InspectionExport export = new InspectionExport(journal().queries(), query.filter(), wanted);
        String type = wanted == ExportFormat.CSV ? "text/csv" : "application/x-ndjson";
        return Response.ok((StreamingOutput) export::writeTo, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"inspections." + format + "\"")
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One inspection.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public InspectionView find(@RestPath String id) {
        return InspectionView.of(entry(id));
    }

    @GET
    @Path("{id}/image")
    @Operation(summary = "The image as it came.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response image(@RestPath String id) {
        return content(entry(id).image(), MediaType.APPLICATION_OCTET_STREAM);
    }

    @GET
    @Path("{id}/map")
    @Operation(
            summary =
                    "The anomaly map of what the recipe judges of the image, at the size that it is judged at, of images in"
                            + " tiles at most 1024 a side: 16-bit grey PNG,"
                            + " 65535 is a score of 1.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response map(@RestPath String id) {
        return content(entry(id).map(), InspectionResource.PNG);
    }

    @GET
    @Path("{id}/thumbnail")
    @Produces({Thumbnail.JPEG, MediaType.APPLICATION_JSON})
    @Operation(summary = "A small copy of the image to look at, as JPEG; all formats become one that browsers show.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response thumbnail(@RestPath String id, @RestQuery @DefaultValue("160") int size) {
        byte[] image = entry(id)
                .image()
                .flatMap(journal().queries()::content)
                .orElseThrow(() -> new NotFoundException("The inspection has none, or it has been deleted"));
        return Thumbnail.answer(image, size, "the image of inspection " + id);
    }

    @GET
    @Path("summary")
    @Operation(
            summary = "What was judged, in numbers: counts, a timeline, and how often scores occur.",
            description = "The query is that of the list of inspections.")
    @APIResponse(responseCode = "400", ref = "Problem")
    public SummaryView summary(
            @BeanParam InspectionQuery query,
            @RestQuery @DefaultValue("3600") @Parameter(description = "Seconds of a period of the timeline.")
                    long period) {
        return SummaryView.of(journal().queries().summary(query.filter(), Duration.ofSeconds(period)));
    }

    /**
     * What somebody says of a part.
     *
     * @param opinion what the part really is
     * @param regions drawn around defects, in pixels of the image
     */
    record FeedbackForm(@Nullable Opinion opinion, @Nullable List<BoxView> regions) {}

    /** A rectangle in pixels of the image. */
    record BoxView(int x, int y, int width, int height) {
        static BoxView of(Box box) {
            return new BoxView(box.x(), box.y(), box.width(), box.height());
        }

        Box box() {
            return new Box(x, y, width, height);
        }
    }

    /** What somebody said. */
    @Schema(name = "Feedback")
    record FeedbackView(Instant time, String who, Opinion opinion, List<BoxView> regions) {
        static FeedbackView of(Feedback feedback) {
            return new FeedbackView(
                    feedback.time(),
                    feedback.who(),
                    feedback.opinion(),
                    feedback.regions().stream().map(BoxView::of).toList());
        }
    }

    @GET
    @Path("{id}/feedback")
    @Operation(summary = "All that people said of a part, newest first; the first is what counts.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public List<FeedbackView> said(@RestPath String id) {
        return journal().queries().feedback(entry(id).id()).stream()
                .map(each -> FeedbackView.of(each.value()))
                .toList();
    }

    @POST
    @Path("{id}/feedback")
    @RolesAllowed(RoleName.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Confirms or corrects a verdict: is the part really GOOD or DEFECTIVE?")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    public InspectionView feedback(@RestPath String id, @Nullable FeedbackForm form) {
        if (form == null || form.opinion == null) {
            throw new BadRequestException("Feedback has an opinion, GOOD or DEFECTIVE");
        }
        List<Box> regions = form.regions == null
                ? List.of()
                : form.regions.stream().map(BoxView::box).toList();
        String who = caller.getPrincipal().getName();
        journal().append(new Feedback(entry(id).id(), Clock.systemUTC().instant(), who, form.opinion, regions));
        return InspectionView.of(entry(id));
    }

    private InspectionEntry entry(String id) {
        return journal()
                .queries()
                .find(new EntryId(id))
                .orElseThrow(() -> new NotFoundException(
                        "There is no inspection " + id + "; it may have been deleted to keep within the bounds"));
    }

    private Response content(Optional<Sha256> digest, String type) {
        return digest.flatMap(journal().queries()::content)
                .map(bytes -> Response.ok(bytes, type).build())
                .orElseThrow(() -> new NotFoundException("The inspection has none, or it has been deleted"));
    }

    private Journal journal() {
        return journal.get();
    }
}
