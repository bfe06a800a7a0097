package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.line.mqtt.RealBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that triggers by a real broker, and hears its answers there, while the appliance is killed. */
class LineIT {
    private static final int PATIENCE_SECONDS = 60;
    private static final String TRIGGER = "plant/box/trigger/press";

    @TempDir
    private Path folder;

    private RealBroker broker;

    @BeforeEach
    void prepare() throws Exception {
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.write(images.resolve("1.png"), Pictures.png(10, 16));
        Files.write(images.resolve("2.png"), Pictures.png(250, 16));
        broker = RealBroker.start(folder.resolve("broker"));
        Files.writeString(
                folder.resolve("box.yaml"),
                """
                destseg:
                  outputs:
                    line: {url: "%1$s", topic: plant/box, longest-pause: 300ms}
                  line:
                    stations:
                      press:
                        images: "%2$s"
                        late: 30s
                        trigger: {url: "%1$s", topic: plant/box, client-id: triggers, version: 3.1.1}
                """
                        .formatted(broker.url("mqtt"), images));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Serving serve() throws Exception {
        Serving serving = Serving.start(
                folder,
                "--recipe",
                folder.resolve("tiny").toString(),
                "--config",
                folder.resolve("box.yaml").toString());
        broker.waitForListener("triggers");
        return serving;
    }

    @Test
    void everyTriggerHasExactlyOneAnswerThoughTheApplianceIsKilled() throws Exception {
        BlockingQueue<String> answers = broker.listen("plant/box/verdict/press");
        BlockingQueue<String> states = broker.listen("plant/box/state");
        Map<Long, String> heard = new TreeMap<>();
        try (Serving serving = serve()) {
            for (int i = 1; i <= 6; i++) {
                broker.say(TRIGGER, "{\"sequence\": " + i + ", \"part\": \"part " + i + "\"}");
            }
            hear(answers, heard, 3);
            heard.forEach((trigger, verdict) -> assertEquals(trigger % 2 == 1 ? "OK" : "DEFECT", verdict));
            serving.kill();
        }
        assertEquals("plant/box/state {\"state\":\"online\"}", states.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals("plant/box/state {\"state\":\"offline\"}", states.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        broker.say(TRIGGER, "7");
        broker.say(TRIGGER, "8");
        try (Serving serving = serve()) {
            broker.say(TRIGGER, "9");
            broker.say(TRIGGER, "9");
            broker.say(TRIGGER, "10");
            hear(answers, heard, 10);
            JsonNode station = serving.http().get("/api/v1/stations").json().get(0);
            assertEquals(2, station.get("triggers").asInt(), station::toString);
            assertEquals(1, station.get("doubled").asInt(), station::toString);
            assertTrue(station.get("missed").asInt() >= 2, station::toString);
            JsonNode output = serving.http().get("/api/v1/outputs").json().get(0);
            assertEquals(0, output.get("dropped").asInt(), output::toString);
            JsonNode journal = serving.http().get("/api/v1/inspections").json();
            assertEquals(10, journal.get("inspections").size(), journal::toString);
            serving.terminate();
            serving.waitForEnd();
        }
        assertEquals("CANNOT_JUDGE", heard.get(7L));
        assertEquals("CANNOT_JUDGE", heard.get(8L));
    }

    @Test
    void aStationIsTriggeredOverHttpOrByTheClock() throws Exception {
        Path configuration = Files.writeString(
                folder.resolve("hand.yaml"),
                """
                destseg:
                  outputs:
                    line: {url: "%1$s", topic: plant/box}
                    scada: {url: "%1$s", client-id: edge-node, sparkplug: {group: plant, node: box}}
                  line:
                    stations:
                      hand: {images: "%2$s", trigger: {url: "http:api"}}
                      clock: {images: "%2$s", trigger: {url: "interval:100ms"}}
                """
                        .formatted(broker.url("mqtt"), folder.resolve("images")));
        BlockingQueue<String> answers = broker.listen("plant/box/verdict/hand");
        BlockingQueue<String> ticks = broker.listen("plant/box/verdict/clock");
        Map<Long, String> heard = new TreeMap<>();
        try (Serving serving = Serving.start(
                folder, "--recipe", folder.resolve("tiny").toString(), "--config", configuration.toString())) {
            Http http = serving.http();
            assertEquals(202, trigger(http, "hand", "{\"sequence\": 7, \"part\": \"A-7\"}"));
            hear(answers, heard, 1);
            assertEquals(202, trigger(http, "hand", "{\"sequence\": 9}"));
            hear(answers, heard, 3);
            assertEquals(202, trigger(http, "hand", "{}"));
            hear(answers, heard, 4);
            assertEquals(400, trigger(http, "hand", "{\"sequence\": -1}"));
            assertEquals(404, trigger(http, "elsewhere", "{}"));
            assertEquals(409, trigger(http, "clock", "{}"));
            hear(ticks, new TreeMap<>(), 3);
            JsonNode scada = http.get("/api/v1/outputs").json().get(1);
            assertEquals("scada", scada.get("name").asText(), scada::toString);
            assertTrue(scada.get("delivered").asInt() > 0, scada::toString);
        }
        try (Stream<Path> files = Files.list(folder.resolve("data").resolve("outputs"))) {
            Path number = files.filter(file -> file.toString().endsWith(".sparkplug"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("0", Files.readString(number));
        }
        assertEquals(Set.of(7L, 8L, 9L, 10L), heard.keySet());
        assertEquals("CANNOT_JUDGE", heard.get(8L));
    }

    private static int trigger(Http http, String station, String body) throws IOException, InterruptedException {
        return http.postJson("/api/v1/stations/" + station + "/triggers", body).status();
    }

    /** Repeats say the same as before. */
    private static void hear(BlockingQueue<String> answers, Map<Long, String> heard, int count)
            throws IOException, InterruptedException {
        while (heard.size() < count) {
            String line = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(line != null, "no more than " + heard);
            JsonNode answer = new ObjectMapper().readTree(line.substring(line.indexOf(' ') + 1));
            String verdict = answer.get("verdict").asText();
            String before = heard.put(answer.get("trigger").asLong(), verdict);
            assertTrue(before == null || before.equals(verdict), line);
        }
    }
}
