package dev.destseg.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** An image with what is known of it, as multipart/form-data. */
@Schema(name = "InspectionForm")
public final class InspectionForm {
    /** A JPEG, PNG, BMP or TIFF file. */
    @RestForm
    @Nullable
    public FileUpload image;

    @RestForm
    @Nullable
    @Schema(description = "Whose recipe judges; may be left out when there is one product only.", examples = "flange")
    public String product;

    @RestForm
    @Nullable
    @Schema(description = "Number of the part, for the record.", examples = "A-4711")
    public String part;

    @RestForm
    @Nullable
    @Schema(description = "Where the image was taken, for the record.", examples = "press-2")
    public String station;

    @RestForm
    @Nullable
    @Schema(description = "When the image was taken, for the record.", examples = "2026-01-31T11:59:59.920Z")
    public String captured;

    @RestForm
    @Nullable
    @Schema(description = "Digest of the recipe that must judge.")
    public String recipe;
}
