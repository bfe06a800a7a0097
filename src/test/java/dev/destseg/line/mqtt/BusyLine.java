package dev.destseg.line.mqtt;

import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.SmallJournal;
import dev.destseg.line.output.Delivery;
import dev.destseg.line.output.DeliveryBounds;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A program that keeps verdicts of two stations, tells a broker of them until it is killed, and prints what is kept. */
public final class BusyLine {
    private BusyLine() {}

    /** Arguments: the directory of the journal, the broker, how many verdicts to keep. Then it goes on telling. */
    public static void main(String[] arguments) throws InterruptedException {
        URI url = URI.create(arguments[1]);
        Journal journal = SmallJournal.open(Path.of(arguments[0]));
        journal.outbox().open(Set.of("line"));
        Broker broker =
                new Broker(url, MqttVersion.V5, "box", Optional.empty(), Optional.empty(), Duration.ofSeconds(10));
        Delivery delivery = new Delivery(
                "line",
                url.toString(),
                new MqttReceiver(broker, new MqttTopics("plant/box")),
                journal,
                new DeliveryBounds(1_000_000, Duration.ofDays(7), Duration.ofMillis(300)));
        delivery.start();
        int verdicts = Integer.parseInt(arguments[2]);
        for (int i = 0; i < verdicts; i++) {
            InspectionEntry entry = SmallJournal.judge(journal, i % 2 == 0 ? "press" : "lathe");
            print(entry.id() + "\n");
        }
        while (delivery.state().waiting() > 0) {
            Thread.sleep(10);
        }
        print("all told\n");
        Thread.sleep(Duration.ofMinutes(5).toMillis());
    }

    private static void print(String line) {
        PrintStream out = System.out;
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }
}
