package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.FreePort;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.line.opcua.ControlSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control system that orders pictures of the packaged appliance by OPC UA, which is killed in between. */
class OpcUaIT {
    private static final String SYSTEM = "press";
    private static final String AUTOMATIC = SYSTEM + "/VisionStateMachine/AutomaticModeStateMachine/";
    private static final int PART = 3004;

    @TempDir
    private Path folder;

    private int port;

    private void configure() throws Exception {
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.write(images.resolve("1.png"), Pictures.png(10, 16));
        Files.write(images.resolve("2.png"), Pictures.png(250, 16));
        port = FreePort.find();
        Files.writeString(
                folder.resolve("box.yaml"),
                """
                destseg:
                  opcua: {port: %d, stations: press}
                  line:
                    stations:
                      press: {product: tiny, images: "%s", late: 30s, trigger: {url: "opcua:method"}}
                """
                        .formatted(port, images));
    }

    private Serving serve() throws Exception {
        return Serving.start(
                folder,
                "--recipe",
                folder.resolve("tiny").toString(),
                "--config",
                folder.resolve("box.yaml").toString());
    }

    private ControlSystem connect() throws Exception {
        ControlSystem client = ControlSystem.connect("opc.tcp://127.0.0.1:" + port + "/destseg");
        client.awaitState(SYSTEM, "Ready");
        return client;
    }

    /** @return id of the job without what tells one start from another, and the verdict */
    private static List<Object> judge(ControlSystem client, BlockingQueue<List<Object>> events, String part)
            throws Exception {
        CallMethodResult started = client.call(
                AUTOMATIC + "StartSingleJob", null, client.structure(PART, Map.of("Id", part)), null, null, null);
        assertEquals(0, ControlSystem.error(started));
        List<Object> result = ControlSystem.next(events, "ResultReadyEventType");
        assertEquals(part, client.id(result.get(2)));
        client.awaitState(SYSTEM, "Ready");
        String job = client.id(started.getOutputArguments()[0].value());
        return List.of(job.substring(0, job.lastIndexOf('/')), result.get(1));
    }

    @Test
    void everyPictureThatIsOrderedHasOneVerdictAndNumbersGoOnAfterAKill() throws Exception {
        configure();
        try (Serving serving = serve();
                ControlSystem client = connect()) {
            BlockingQueue<List<Object>> events = client.listen(client.node(SYSTEM), "PartId");
            assertEquals(List.of("press/0/1", "OK"), judge(client, events, "A-1"));
            assertEquals(List.of("press/0/2", "DEFECT"), judge(client, events, "A-2"));
            serving.kill();
        }
        try (Serving serving = serve();
                ControlSystem client = connect()) {
            BlockingQueue<List<Object>> events = client.listen(client.node(SYSTEM), "PartId");
            assertEquals(List.of("press/0/3", "OK"), judge(client, events, "A-3"));
            JsonNode station = serving.http().get("/api/v1/stations").json().get(0);
            assertEquals(
                    List.of(1, 0),
                    List.of(
                            station.get("triggers").asInt(),
                            station.get("missed").asInt()));
            JsonNode journal = serving.http().get("/api/v1/inspections").json();
            assertEquals(3, journal.get("inspections").size(), journal::toString);
        }
    }
}
