package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.rest.DatasetView.ImagePage;
import dev.destseg.rest.DatasetView.ImageView;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import dev.destseg.training.datasets.LabelledImage;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Images to learn from: what is in a dataset. */
@Path("/api/v1/datasets/{name}/images")
@Tag(name = "Datasets")
@APIResponse(responseCode = "400", ref = "Problem")
@APIResponse(responseCode = "404", ref = "Problem")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class DatasetImageResource {
    private static final int LARGEST_PAGE = 1000;
    private static final String UPLOAD = "upload";

    private final Instance<Datasets> datasets;
    private final DatasetChanges changes;

    DatasetImageResource(Instance<Datasets> datasets, DatasetChanges changes) {
        this.datasets = datasets;
        this.changes = changes;
    }

    @GET
    @Operation(summary = "The images of a dataset, in pages.")
    public ImagePage list(
            @RestPath String name,
            @RestQuery @Nullable String label,
            @RestQuery @Nullable String after,
            @RestQuery @DefaultValue("100") int size) {
        if (size < 1 || size > LARGEST_PAGE) {
            throw new BadRequestException("A page has 1 to " + LARGEST_PAGE + " images, not " + size);
        }
        Optional<Label> wanted = Optional.ofNullable(label).map(Label::of);
        List<LabelledImage> found = dataset(name).images().stream()
                .filter(image -> wanted.isEmpty() || wanted.get() == image.label())
                .filter(image -> after == null || image.digest().compareTo(Digests.of(after)) > 0)
                .limit(size + 1L)
                .toList();
        boolean more = found.size() > size;
        List<LabelledImage> page = more ? found.subList(0, size) : found;
        return new ImagePage(
                page.stream().map(ImageView::of).toList(),
                more ? page.get(size - 1).digest().toString() : null);
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Consumes({"image/jpeg", InspectionResource.PNG, "image/bmp", "image/tiff", MediaType.APPLICATION_OCTET_STREAM})
    @ResponseStatus(201)
    @Operation(summary = "Adds an image; one that is there gets the new label.")
    @APIResponse(responseCode = "201", description = "The dataset has it.")
    @RequestBody(content = @Content(mediaType = "image/jpeg"))
    public ImageView add(byte[] image, @RestPath String name, @RestQuery @DefaultValue("good") String label) {
        return add(name, image, Label.of(label), Optional.empty());
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @ResponseStatus(201)
    @Operation(summary = "Adds an image with its label and, for a defective part, a mask.")
    @APIResponse(responseCode = "201", description = "The dataset has it.")
    public ImageView addForm(@RestPath String name, DatasetImageForm form) throws IOException {
        if (form.image == null || form.label == null) {
            throw new BadRequestException("The form has a file named 'image' and a label, good or defective; add them");
        }
        Optional<byte[]> mask =
                form.mask == null ? Optional.empty() : Optional.of(Files.readAllBytes(form.mask.uploadedFile()));
        byte[] image = Files.readAllBytes(form.image.uploadedFile());
        return add(name, image, Label.of(form.label), mask);
    }

    private ImageView add(String name, byte[] image, Label label, Optional<byte[]> mask) {
        LabelledImage added = dataset(name).add(image, label, mask, UPLOAD);
        changes.keepSubject(name, DatasetChanges.IMAGE_ADDED, added.digest());
        return ImageView.of(added);
    }

    @GET
    @Path("{digest}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(summary = "The file of an image.")
    public Response image(@RestPath String name, @RestPath String digest) {
        LabelledDataset dataset = dataset(name);
        LabelledImage image = dataset.find(Digests.of(digest)).orElseThrow(() -> absent(name, digest));
        return Response.ok(dataset.path(image).toFile(), MediaType.APPLICATION_OCTET_STREAM)
                .build();
    }

    @GET
    @Path("{digest}/thumbnail")
    @Produces({Thumbnail.JPEG, MediaType.APPLICATION_JSON})
    @Operation(summary = "A small copy of an image to look at, as JPEG.")
    public Response thumbnail(@RestPath String name, @RestPath String digest, @RestQuery @DefaultValue("160") int size)
            throws IOException {
        LabelledDataset dataset = dataset(name);
        LabelledImage image = dataset.find(Digests.of(digest)).orElseThrow(() -> absent(name, digest));
        return Thumbnail.answer(Files.readAllBytes(dataset.path(image)), size, "the image " + digest);
    }

    @DELETE
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{digest}")
    @Operation(summary = "Removes an image; snapshots keep theirs.")
    @APIResponse(responseCode = "204", description = "It was removed.")
    public void remove(@RestPath String name, @RestPath String digest) {
        if (!dataset(name).remove(Digests.of(digest))) {
            throw absent(name, digest);
        }
        changes.keepSubject(name, DatasetChanges.IMAGE_REMOVED, Digests.of(digest));
    }

    private LabelledDataset dataset(String name) {
        return DatasetResource.find(datasets.get(), name);
    }

    private static NotFoundException absent(String name, String digest) {
        return new NotFoundException("The dataset " + name + " has no image " + digest + "; name one that is listed");
    }
}
