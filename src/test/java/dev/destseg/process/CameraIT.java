package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.Programs;
import dev.destseg.image.ImageReader;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.line.mqtt.RealBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The appliance beside a belt that it watches by itself, and a camera whose cap is on; it is killed in between. */
class CameraIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private RealBroker broker;

    @BeforeEach
    void prepare() throws Exception {
        Programs.require("ffmpeg");
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        broker = RealBroker.start(folder.resolve("broker"));
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
                      mail:
                        late: 30s
                        messages: {url: "%s", topic: plant/box, client-id: images}
                """
                        .formatted(folder.resolve("empty.png"), broker.url("mqtt")));
    }

    @AfterEach
    void stop() {
        broker.close();
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
    void imagesThatComeAsMessagesAreJudgedAsPartsOfTheirStation() throws Exception {
        Path bright = Files.write(folder.resolve("bright.png"), Pictures.png(250, 16));
        Path dark = Files.write(folder.resolve("dark.png"), Pictures.png(10, 16));
        try (Serving serving = serve()) {
            broker.waitForListener("images");
            broker.send("plant/box/image/mail/A-17", bright);
            broker.send("plant/box/image/mail", dark);
            waitForParts(serving.http(), "mail", 2);
            for (JsonNode part : parts(serving.http(), "mail")) {
                boolean named = part.path("part").asText().equals("A-17");
                assertEquals(named ? "DEFECT" : "OK", part.get("verdict").asText(), part::toString);
            }
        }
    }

    @Test
    void partsAreNoticedNumberedAndJudgedOnceAlsoAfterAKillAndABlindCameraIsNamed() throws Exception {
        try (Serving serving = serve()) {
            waitForParts(serving.http(), "belt", 2);
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
            waitForParts(serving.http(), "belt", 4);
            JsonNode stations = serving.http().get("/api/v1/stations").json();
            for (JsonNode station : stations) {
                if (station.get("name").asText().equals("mail")) {
                    continue;
                }
                boolean belt = station.get("name").asText().equals("belt");
                assertEquals(belt, station.get("camera").get("problem").isNull(), station::toString);
                assertEquals(belt, station.get("problem").isNull(), station::toString);
                assertEquals(0, station.get("anew").asInt(), station::toString);
                assertEquals(0, station.get("doubled").asInt(), station::toString);
            }
            Map<String, JsonNode> checks = new HashMap<>();
            serving.http()
                    .get("/q/health/group/wellness")
                    .json()
                    .get("checks")
                    .forEach(check -> checks.put(check.get("name").asText(), check));
            assertEquals("DOWN", checks.get("cameras").get("status").asText());
            String words = checks.get("cameras").get("data").get("capped").asText();
            assertTrue(words.contains("nothing but black"), words);
            serving.terminate();
            serving.waitForEnd();
        }
    }

    private static void waitForParts(Http http, String station, int count) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int parts = 0;
        while (parts < count) {
            assertTrue(System.nanoTime() < end, "no more than " + parts);
            Thread.sleep(200);
            parts = parts(http, station).size();
        }
    }

    private static List<JsonNode> parts(Http http, String station) throws Exception {
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode part : http.get("/api/v1/inspections").json().get("inspections")) {
            if (part.path("station").asText().equals(station)) {
                parts.add(part);
            }
        }
        return parts;
    }
}
