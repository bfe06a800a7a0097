package dev.destseg.inspection;

import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An image to be judged.
 *
 * @param image the bytes of a JPEG, PNG, BMP or TIFF file; shared, nobody writes to it afterwards
 * @param product whose recipe judges; may be absent when there is one product only
 * @param part number of the part, for the record
 * @param station where the image was taken, for the record
 * @param recipe digest of the recipe that must judge; any when absent
 * @param file that the image was taken from, and that is never to be taken again
 * @param trigger that the image was taken for
 * @param captured when the image was taken, where its camera or sender says so; cut to milliseconds
 * @param trace that this belongs to, as the traceparent of W3C Trace Context says it
 */
public record InspectionRequest(
        byte[] image,
        Optional<String> product,
        Optional<String> part,
        Optional<String> station,
        Optional<Sha256> recipe,
        Optional<FileStamp> file,
        Optional<TriggerStamp> trigger,
        Optional<Instant> captured,
        Optional<String> trace) {
    /**
     * @throws dev.destseg.tensor.InputException for a text or a time that cannot be recorded, see {@link ShortText} and
     *     {@link RecordedTime}
     */
    public InspectionRequest {
        captured = captured.map(time ->
                RecordedTime.require("time at which an image was taken", time).truncatedTo(ChronoUnit.MILLIS));
        product.ifPresent(text -> ShortText.require("product", text));
        part.ifPresent(text -> ShortText.require("part number", text));
        station.ifPresent(text -> ShortText.require("station", text));
    }

    /** An image that comes from no file. */
    public InspectionRequest(
            byte[] image,
            Optional<String> product,
            Optional<String> part,
            Optional<String> station,
            Optional<Sha256> recipe) {
        this(
                image,
                product,
                part,
                station,
                recipe,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** An image that comes from a file. */
    public InspectionRequest(
            byte[] image, Optional<String> product, Optional<String> part, Optional<String> station, FileStamp file) {
        this(
                image,
                product,
                part,
                station,
                Optional.empty(),
                Optional.of(file),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** An image that the machine asked for. */
    public InspectionRequest(byte[] image, Optional<String> product, Optional<String> part, TriggerStamp trigger) {
        this(
                image,
                product,
                part,
                Optional.of(trigger.station()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(trigger),
                Optional.empty(),
                Optional.empty());
    }

    /** This request as part of a trace. */
    public InspectionRequest within(Optional<String> parent) {
        return new InspectionRequest(image, product, part, station, recipe, file, trigger, captured, parent);
    }

    /** This request with the time at which its image was taken, where that is known. */
    public InspectionRequest taken(Optional<Instant> time) {
        return new InspectionRequest(image, product, part, station, recipe, file, trigger, time, trace);
    }
}
