package dev.destseg.bench;

import dev.destseg.bench.SimulatedMachine.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the parts of a line.
 *
 * @param parts that came
 * @param heard from the broker, in the order in which it was, repeats included
 * @param journal what the box has kept
 * @param windows in which the appliance was away or had just started
 * @param interruptions of the machine's connection
 */
public record LineReport(
        List<Part> parts,
        List<HeardVerdict> heard,
        List<JournaledVerdict> journal,
        List<Window> windows,
        int interruptions) {
    /** A time, by {@link System#nanoTime}. */
    record Window(long from, long to) {
        /** Whether a part came in it, or had no answer yet when it began. */
        boolean holds(Part part) {
            return part.came() < to && part.answered() >= from;
        }
    }

    /** What is wrong, each with an example; nothing when every part has exactly one verdict, which was heard in its turn. */
    public List<String> faults() {
        Map<Long, Set<String>> ids = new HashMap<>();
        Map<String, String> verdicts = new HashMap<>();
        List<Long> order = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (HeardVerdict each : heard) {
            if (ids.computeIfAbsent(each.trigger(), unused -> new HashSet<>()).add(each.id())) {
                order.add(each.trigger());
            }
            String before = verdicts.put(each.id(), each.verdict());
            if (before != null && !before.equals(each.verdict())) {
                faults.add("told twice, and otherwise the second time: " + each);
            }
        }
        tell(
                faults,
                "parts were never heard of",
                parts.stream()
                        .filter(part -> !ids.containsKey(part.number()))
                        .map(Part::number)
                        .toList());
        tell(
                faults,
                "parts have more than one verdict",
                ids.entrySet().stream()
                        .filter(part -> part.getValue().size() > 1)
                        .toList());
        tell(
                faults,
                "verdicts are on parts that never came",
                order.stream()
                        .filter(number -> number < 1 || number > parts.size())
                        .toList());
        tell(faults, "verdicts came out of turn", outOfTurn(order));
        Set<String> kept = journal.stream().map(JournaledVerdict::id).collect(Collectors.toSet());
        tell(
                faults,
                "verdicts were heard and are not in the journal",
                verdicts.keySet().stream().filter(id -> !kept.contains(id)).toList());
        tell(
                faults,
                "verdicts of the journal were heard otherwise or not at all",
                journal.stream()
                        .filter(each -> !each.verdict().equals(verdicts.get(each.id())))
                        .toList());
        return faults;
    }

    private static List<Long> outOfTurn(List<Long> order) {
        List<Long> wrong = new ArrayList<>();
        for (int i = 1; i < order.size(); i++) {
            if (order.get(i) <= order.get(i - 1)) {
                wrong.add(order.get(i));
            }
        }
        return wrong;
    }

    private static void tell(List<String> faults, String what, List<?> which) {
        if (!which.isEmpty()) {
            faults.add(which.size() + " " + what + ", such as " + which.get(0));
        }
    }

    /** Of the parts that a running appliance was told of, away from its starts: from the part to its answer in the registers. */
    Latencies latencies() {
        return latencies(false);
    }

    /** The same of all parts that it was told of. */
    Latencies allLatencies() {
        Latencies latencies = new Latencies();
        parts.stream().filter(Part::isTold).forEach(part -> part.milliseconds().ifPresent(latencies::add));
        return latencies;
    }

    /** The same while it had just started. */
    Latencies latenciesAfterStarts() {
        return latencies(true);
    }

    private Latencies latencies(boolean inWindows) {
        Latencies latencies = new Latencies();
        parts.stream()
                .filter(part -> part.isTold() && inWindows == windows.stream().anyMatch(window -> window.holds(part)))
                .forEach(part -> part.milliseconds().ifPresent(latencies::add));
        return latencies;
    }

    /** How long the box says that its stages took, of the parts that it judged. */
    Map<String, Latencies> stages() {
        Map<String, Latencies> stages = new LinkedHashMap<>();
        heard.stream().filter(each -> !each.verdict().equals("CANNOT_JUDGE")).forEach(each -> each.stages()
                .forEach((stage, time) ->
                        stages.computeIfAbsent(stage, unused -> new Latencies()).add(time)));
        return stages;
    }

    /** Counts, by what is counted. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<String, HeardVerdict> once = new TreeMap<>();
        heard.forEach(each -> once.put(each.id(), each));
        counts.put("parts", (long) parts.size());
        counts.put("verdicts_in_journal", (long) journal.size());
        counts.put("verdicts_heard", (long) once.size());
        counts.put("heard_again", (long) heard.size() - once.size());
        for (String verdict : List.of("OK", "DEFECT", "CANNOT_JUDGE")) {
            counts.put(
                    verdict.toLowerCase(Locale.ROOT),
                    once.values().stream()
                            .filter(each -> each.verdict().equals(verdict))
                            .count());
        }
        counts.put(
                "missed_and_flagged",
                once.values().stream().filter(HeardVerdict::isMissed).count());
        counts.put(
                "ended_by_the_deadline",
                once.values().stream().filter(HeardVerdict::isLate).count());
        counts.put(
                "triggers_not_taken",
                parts.stream().filter(part -> !part.isTold()).count());
        counts.put("interruptions", (long) interruptions);
        return counts;
    }
}
