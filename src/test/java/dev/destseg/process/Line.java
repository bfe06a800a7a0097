package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import java.io.IOException;
import java.nio.file.Path;

/** A line that sends parts to an appliance, whose recipe judges by brightness: 255 is a defect, 0 is none. */
final class Line {
    /** Seldom on the line. */
    static final String OTHER = "other";

    private Line() {}

    /** @param folder of the appliance, and of the recipe */
    static Serving serve(Path folder) throws IOException {
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        String recipe = folder.resolve("tiny").toString();
        return Serving.start(folder, "--recipe", recipe, "--recipe", OTHER + "=" + recipe);
    }

    /** @return the name of the inspection */
    static String judge(Serving serving, int brightness, String part) throws Exception {
        return judge(serving, Pictures.png(brightness, 64), part).get("id").asText();
    }

    static JsonNode judge(Serving serving, byte[] image, String part) throws Exception {
        return judge(serving, "tiny", image, part);
    }

    static JsonNode judge(Serving serving, String product, byte[] image, String part) throws Exception {
        Answer answer = serving.http()
                .post("/api/v1/inspections?product=" + product + "&part=" + part, image, "Content-Type", "image/png");
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }
}
