package dev.destseg.configuration.changes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.configuration.EffectiveConfiguration.Setting;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the appliance was started with, where it differs from the start before.
 *
 * @param journal stays the caller's
 */
record SettingChanges(Journal journal, Clock clock) {
    private static final String SETTINGS = "settings";
    private static final String CHANGED = "changed";

    /**
     * Writes down what differs; the first time, all there is.
     *
     * @param settings in force, secrets left out
     */
    void keep(List<Setting> settings) {
        ObjectNode now = JsonNodeFactory.instance.objectNode();
        settings.forEach(setting -> now.put(setting.key(), setting.value()));
        Optional<JsonNode> before = before();
        if (before.isPresent() && before.get().equals(now)) {
            return;
        }
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        before.ifPresent(known -> details.set(CHANGED, changed(known, now)));
        details.set(SETTINGS, now);
        journal.append(new Event(clock.instant(), Event.CONFIGURATION, Event.APPLIANCE, details));
    }

    private Optional<JsonNode> before() {
        return journal.queries().events(Optional.of(Event.CONFIGURATION), Optional.empty(), 1).entries().stream()
                .findFirst()
                .map(event -> event.value().details().path(SETTINGS));
    }

    /** Each key that differs, with both values; null where there is none. */
    private static ObjectNode changed(JsonNode before, ObjectNode now) {
        TreeSet<String> keys = new TreeSet<>();
        before.fieldNames().forEachRemaining(keys::add);
        now.fieldNames().forEachRemaining(keys::add);
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        for (String key : keys) {
            JsonNode old = before.get(key);
            JsonNode value = now.get(key);
            if (old == null || !old.equals(value)) {
                changed.putObject(key).<ObjectNode>set("before", old).set("now", value);
            }
        }
        return changed;
    }
}
