package dev.destseg.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** An image for a dataset with its label, as multipart/form-data. */
@Schema(name = "DatasetImageForm")
public final class DatasetImageForm {
    /** A JPEG, PNG, BMP or TIFF file. */
    @RestForm
    @Nullable
    public FileUpload image;

    /** The defective pixels of a defective image: a file of the same size. */
    @RestForm
    @Nullable
    public FileUpload mask;

    @RestForm
    @Nullable
    @Schema(description = "good or defective.", examples = "defective")
    public String label;
}
