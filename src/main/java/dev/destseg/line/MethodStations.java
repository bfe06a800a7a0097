package dev.destseg.line;

import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.TakenTriggers;
import dev.destseg.line.opcua.MethodTriggers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The stations whose pictures are ordered by a method of OPC UA, which is what {@code trigger.url: opcua:method} says. */
@ApplicationScoped
public class MethodStations {
    static final String SCHEME = "opcua";

    private final LineSettings settings;
    private final Journal journal;
    private final SortedMap<String, MethodTriggers> triggers = new TreeMap<>();

    MethodStations(LineSettings settings, Journal journal) {
        this.settings = settings;
        this.journal = journal;
    }

    static boolean isOne(TriggerSettings trigger) {
        return SCHEME.equals(trigger.url().getScheme());
    }

    /** By the names of stations; the same ones at every call. */
    synchronized Map<String, MethodTriggers> all() {
        if (triggers.isEmpty()) {
            settings.stations().forEach((name, station) -> {
                if (station.trigger().filter(MethodStations::isOne).isPresent()) {
                    triggers.put(name, new MethodTriggers(name, new TakenTriggers(journal).last(name)));
                }
            });
        }
        return Collections.unmodifiableSortedMap(triggers);
    }
}
