package dev.destseg.rest;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Overlay;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.Inspection;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** An inspection as a picture: the image with its heat map; the verdict stands in the headers. */
final class OverlayAnswer {
    private static final Overlay OVERLAY = new Overlay(0.7);

    private OverlayAnswer() {}

    static Response of(CompletedInspection completed) {
        Inspection inspection = completed.inspection();
        Optional<Image> picture = completed.image().map(image -> inspection
                .map()
                .map(map -> drawn(completed, image, map))
                .orElse(image));
        Response.ResponseBuilder answer = picture.map(
                        image -> Response.ok(ImageWriter.png(image), InspectionResource.PNG))
                .orElseGet(() -> Response.noContent());
        answer.header("DeSTSeg-Inspection", completed.id());
        answer.header("DeSTSeg-Verdict", inspection.verdict());
        inspection.score().ifPresent(score -> answer.header("DeSTSeg-Score", score));
        return answer.build();
    }

    private static Image drawn(CompletedInspection completed, Image image, AnomalyMap map) {
        AnomalyMap onImage = completed.preprocessing().orElseThrow().onImage(map, image);
        return OVERLAY.of(image, onImage, (float) completed.inspection().threshold());
    }
}
