package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Images are judged here; most come by {@link InspectionRoute}. */
@Path(InspectionResource.PATH)
@Tag(name = "Inspections")
@RolesAllowed(RoleName.OPERATOR)
@Produces({MediaType.APPLICATION_JSON, InspectionResource.PNG})
@APIResponse(
        responseCode = "200",
        description =
                "The image was judged, or cannot be: see the verdict. As image/png the overlay; it is the plain image"
                        + " with CANNOT_JUDGE.",
        content = {
            @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema = @Schema(implementation = InspectionView.class),
                    examples = @ExampleObject(name = "a defect", value = Examples.INSPECTION)),
            @Content(mediaType = InspectionResource.PNG)
        })
@APIResponse(responseCode = "400", ref = "Problem")
@APIResponse(responseCode = "404", ref = "Problem")
@APIResponse(responseCode = "409", ref = "Problem")
@APIResponse(responseCode = "413", ref = "Problem")
@APIResponse(responseCode = "415", ref = "Problem")
@APIResponse(responseCode = "503", ref = "Problem")
class InspectionResource {
    static final String PATH = "/api/v1/inspections";
    static final String PNG = "image/png";

    private static final List<Variant> ANSWERS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(PNG))
            .build();

    private final InspectionService inspections;

    InspectionResource(InspectionService inspections) {
        this.inspections = inspections;
    }

    @POST
    @Consumes({"image/jpeg", PNG, "image/bmp", "image/tiff", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(summary = "Judges an image.", description = "The body is a JPEG, PNG, BMP or TIFF file.")
    @RequestBody(content = @Content(mediaType = "image/jpeg"))
    public Uni<Response> inspect(
            byte[] image,
            @RestQuery @Nullable String product,
            @RestQuery @Nullable String part,
            @RestQuery @Nullable String station,
            @RestQuery
                    @Parameter(
                            description = "When the image was taken, for the record.",
                            example = "2026-01-31T11:59:59.920Z")
                    @Nullable
                    String captured,
            @RestQuery @Nullable String recipe,
            @Context Request request) {
        return inspect(image, new ImageLabel(product, part, station, captured, recipe), request.selectVariant(ANSWERS));
    }

    @POST
    @Blocking
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Judges an image that comes with what is known of it.")
    public Uni<Response> inspectForm(InspectionForm form, @Context Request request) throws IOException {
        if (form.image == null) {
            throw new BadRequestException("The form has no file named 'image'; add the image to be judged");
        }
        return inspect(
                Files.readAllBytes(form.image.uploadedFile()),
                new ImageLabel(form.product, form.part, form.station, form.captured, form.recipe),
                request.selectVariant(ANSWERS));
    }

    private Uni<Response> inspect(byte[] image, ImageLabel label, Variant answer) {
        CompletableFuture<CompletedInspection> inspection = inspections.submit(label.of(image));
        Uni<CompletedInspection> verdict =
                Uni.createFrom().completionStage(inspection).onCancellation().invoke(() -> inspection.cancel(false));
        if (answer.getMediaType().equals(MediaType.APPLICATION_JSON_TYPE)) {
            return verdict.map(done -> Response.ok(InspectionView.of(done), MediaType.APPLICATION_JSON_TYPE)
                    .build());
        }
        // Drawing takes long enough to keep the threads that judge from judging.
        return verdict.emitOn(Infrastructure.getDefaultWorkerPool()).map(OverlayAnswer::of);
    }
}
