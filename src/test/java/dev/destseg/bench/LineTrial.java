package dev.destseg.bench;

import dev.destseg.FreePort;
import dev.destseg.line.mqtt.RealBroker;
import dev.destseg.process.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * A line: a machine that writes triggers by Modbus and reads answers, the packaged appliance, and a broker that hears of every
 * verdict. Broker and appliance are killed in turn, with signal 9, at even distances.
 */
public final class LineTrial implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final String STATION = "press";
    private static final Duration BROKER_AWAY = Duration.ofSeconds(3);
    private static final Duration LAST_ANSWER = Duration.ofMinutes(1);

    private final Path recipe;
    private final Path images;
    private final Path work;
    private final int port;
    private final RealBroker broker;
    private final List<LineReport.Window> windows = new ArrayList<>();
    private Serving box;

    /**
     * @param recipe judges
     * @param images that the camera shows, one after the other
     * @param deadline from the acceptance of a part to its verdict, or to CANNOT_JUDGE
     * @param work a folder of its own
     */
    public LineTrial(Path recipe, Path images, Duration deadline, Path work) throws Exception {
        this.recipe = recipe;
        this.images = images;
        this.work = work;
        port = FreePort.find();
        // So that it remembers who listens, and what it has taken, when it is killed.
        broker = RealBroker.start(
                work.resolve("broker"), "allow_anonymous true", "autosave_on_changes true", "autosave_interval 1");
        Files.writeString(
                work.resolve("box.yaml"),
                """
                destseg:
                  outputs:
                    line: {url: "%s", topic: plant/box, longest-pause: 300ms}
                  modbus: {port: %d, stations: %s}
                  inspection: {station-deadlines: {press: %dms}}
                  line:
                    stations:
                      press:
                        images: "%s"
                        trigger: {url: "modbus:registers"}
                """
                        .formatted(broker.url("mqtt"), port, STATION, deadline.toMillis(), images.toAbsolutePath()));
        box = serve();
    }

    private Serving serve() throws IOException {
        return Serving.start(
                work,
                "--recipe",
                recipe.toString(),
                "--config",
                work.resolve("box.yaml").toString());
    }

    /**
     * Runs it.
     *
     * @param length how long parts come
     * @param kills of the broker, and as many of the appliance
     * @param warm how long the appliance counts as just started after it is ready
     */
    public LineReport run(Duration length, int kills, Duration warm) throws Exception {
        BlockingQueue<String> heard = broker.listen("plant/box/verdict/" + STATION);
        long begun = System.nanoTime();
        windows.add(new LineReport.Window(begun, begun + warm.toNanos()));
        try (SimulatedMachine machine = new SimulatedMachine(port, PERIOD)) {
            machine.start();
            for (int i = 1; i <= 2 * kills; i++) {
                sleepUntil(begun + length.toNanos() * i / (2L * kills + 1));
                if (i % 2 == 1) {
                    killBroker();
                } else {
                    killBox(warm);
                }
            }
            sleepUntil(begun + length.toNanos());
            machine.stop();
            long last = machine.parts().size();
            List<HeardVerdict> verdicts = HeardVerdict.until(heard, last, LAST_ANSWER);
            return new LineReport(
                    machine.parts(), verdicts, JournaledVerdict.of(box, STATION), windows, machine.interruptions());
        }
    }

    private void killBroker() throws Exception {
        broker.kill();
        Thread.sleep(BROKER_AWAY.toMillis());
        broker.start();
    }

    private void killBox(Duration warm) throws Exception {
        long killed = System.nanoTime();
        box.kill();
        box = serve();
        windows.add(new LineReport.Window(killed, System.nanoTime() + warm.toNanos()));
    }

    private static void sleepUntil(long time) throws InterruptedException {
        Thread.sleep(Math.max(0, (time - System.nanoTime()) / 1_000_000));
    }

    @Override
    public void close() throws IOException {
        box.close();
        broker.close();
    }
}
