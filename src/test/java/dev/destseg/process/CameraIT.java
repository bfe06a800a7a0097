package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.Programs;
import dev.destseg.image.ImageReader;
import dev.destseg.inspection.TinyRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The appliance beside a belt that it watches by itself, and a camera whose cap is on; it is killed in between. */
class CameraIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        Programs.require("ffmpeg");
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        Files.write(folder.resolve("empty.png"), Pictures.png(24, 64));
        Files.writeString(
                folder.resolve("box.yaml"),
                """
                destseg:
                  line:
                    stations:
                      belt:
                        late: 30s
                        camera:
                          program: [ffmpeg, -loglevel, error, -re, -f, lavfi, -i, "color=0x181818:size=160x120:rate=20",
                            -f, lavfi, -i, "color=0x808080:size=60x60:rate=20", -filter_complex,
                            "[0:v][1:v]overlay=y=30:x='if(lt(mod(t,2),0.5),-70+240*mod(t,2),if(lt(mod(t,2),1.3),50,\
                50+240*(mod(t,2)-1.3)))',noise=alls=4:allf=t",
                            -c:v, ppm, -f, image2pipe, "pipe:1"]
                        free-running: {empty: "%s"}
                      capped:
                        camera:
                          program: [ffmpeg, -loglevel, error, -re, -f, lavfi, -i, "color=black:size=160x120:rate=10",
                            -c:v, ppm, -f, image2pipe, "pipe:1"]
                          frozen-after: 10m
                        free-running: {judge: at-rest}
                """
                        .formatted(folder.resolve("empty.png")));
    }

    private Serving serve() throws Exception {
        return Serving.start(
                folder,
                "--recipe",
                folder.resolve("tiny").toString(),
                "--config",
                folder.resolve("box.yaml").toString());
    }

    @Test
    void partsAreNoticedNumberedAndJudgedOnceAlsoAfterAKillAndABlindCameraIsNamed() throws Exception {
        try (Serving serving = serve()) {
            waitForParts(serving.http(), 2);
            assertEquals(
                    160,
                    new ImageReader()
                            .read(
                                    serving.http()
                                            .get("/api/v1/stations/belt/picture")
                                            .body(),
                                    "the picture")
                            .width());
            assertEquals(
                    503, serving.http().get("/api/v1/stations/capped/picture").status());
            assertEquals(
                    404, serving.http().get("/api/v1/stations/other/picture").status());
            serving.kill();
        }
        try (Serving serving = serve()) {
            waitForParts(serving.http(), 4);
            JsonNode stations = serving.http().get("/api/v1/stations").json();
            for (JsonNode station : stations) {
                boolean belt = station.get("name").asText().equals("belt");
                assertEquals(belt, station.get("camera").get("problem").isNull(), station::toString);
                assertEquals(belt, station.get("problem").isNull(), station::toString);
                assertEquals(0, station.get("anew").asInt(), station::toString);
                assertEquals(0, station.get("doubled").asInt(), station::toString);
            }
            JsonNode wellness = serving.http().get("/q/health/group/wellness").json();
            for (JsonNode check : wellness.get("checks")) {
                if (check.get("name").asText().equals("cameras")) {
                    assertEquals("DOWN", check.get("status").asText());
                    String words = check.get("data").get("capped").asText();
                    assertTrue(words.contains("nothing but black"), words);
                }
            }
            serving.terminate();
            serving.waitForEnd();
        }
    }

    private static void waitForParts(Http http, int count) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int parts = 0;
        while (parts < count) {
            assertTrue(System.nanoTime() < end, "no more than " + parts);
            Thread.sleep(200);
            parts = http.get("/api/v1/inspections?station=belt")
                    .json()
                    .get("inspections")
                    .size();
        }
    }
}
