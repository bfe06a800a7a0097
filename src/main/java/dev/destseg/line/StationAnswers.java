package dev.destseg.line;

import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionSettings;
import dev.destseg.line.trigger.AnswerState;
import dev.destseg.line.trigger.AnswerTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** How the stations of this machine are answered. Names that come from outside are not counted: there may be any number. */
@ApplicationScoped
public class StationAnswers {
    private final Clock clock = Clock.systemUTC();
    private final Map<String, AnswerTimes> byStation = new TreeMap<>();

    StationAnswers(LineSettings settings, InspectionSettings bounds) {
        settings.stations()
                .keySet()
                .forEach(name -> byStation.put(
                        name, new AnswerTimes(bounds.stationDeadlines().getOrDefault(name, bounds.deadline()))));
    }

    void add(@Observes CompletedInspection completed) {
        completed.request().station().map(byStation::get).ifPresent(times -> times.add(completed, clock.instant()));
    }

    /** By the names of the stations. */
    public Map<String, AnswerState> states() {
        Map<String, AnswerState> states = new TreeMap<>();
        byStation.forEach((name, times) -> states.put(name, times.state()));
        return states;
    }
}
