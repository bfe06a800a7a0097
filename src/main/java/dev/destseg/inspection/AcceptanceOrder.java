package dev.destseg.inspection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the parts of a station end in the order in which they were accepted, whichever is judged first. One that is done early
 * waits without a thread, for as long as those before it take; each of these ends by its deadline, which is the earlier one.
 * Those that have waited for the same one begin to end together, in their order, so that one flush of the disk serves them. Parts
 * of no station wait for nobody. Safe between threads.
 */
final class AcceptanceOrder {
    private static final int MOST_AT_ONCE = 64;

    private final Map<String, Line> lines = new HashMap<>();
    private int waiting;

    /** The end of the line of a station; whoever takes it must end it. */
    Turn enter(Optional<String> station) {
        return enter(station, true);
    }

    /** The same for a part without an image, which takes no room while it waits. */
    Turn enterWithoutImage(Optional<String> station) {
        return enter(station, false);
    }

    private synchronized Turn enter(Optional<String> station, boolean counts) {
        Line line = station.map(name -> lines.computeIfAbsent(name, Line::new)).orElseGet(() -> new Line(""));
        Turn turn = new Turn(line, counts);
        line.turns.add(turn);
        return turn;
    }

    /** How many with images are done and wait for those before them. */
    synchronized int waiting() {
        return waiting;
    }

    /** The end of a part, in two steps. */
    @FunctionalInterface
    interface Ending {
        /**
         * The first step, which does not wait. All that end together take it, in their order, before one of them takes the
         * second.
         *
         * @return the second step, run once
         */
        Runnable begin();
    }

    /** A part's place in the line. */
    final class Turn {
        private final Line line;
        private final int room;
        private @Nullable Ending ending;

        private Turn(Line line, boolean counts) {
            this.line = line;
            this.room = counts ? 1 : 0;
        }

        /**
         * Ends when all that came before has begun to end: now, or on the thread that ends the last of them. What comes after the first
         * time is passed over.
         */
        void end(Ending what) {
            synchronized (AcceptanceOrder.this) {
                if (ending != null) {
                    return;
                }
                ending = what;
                waiting += room;
            }
            endAll(line);
        }

        /** Ends without anything to do. */
        void leave() {
            end(() -> () -> {});
        }
    }

    private void endAll(Line line) {
        for (List<Ending> next = next(line); !next.isEmpty(); next = next(line)) {
            try {
                runAll(next.stream().map(Ending::begin).toList().iterator());
            } finally {
                ended(line);
            }
        }
    }

    /** Also those behind one that fails. */
    private static void runAll(Iterator<Runnable> steps) {
        if (steps.hasNext()) {
            try {
                steps.next().run();
            } finally {
                runAll(steps);
            }
        }
    }

    private synchronized List<Ending> next(Line line) {
        List<Ending> next = new ArrayList<>();
        Turn first = line.turns.peek();
        while (!line.isEnding && first != null && first.ending != null && next.size() < MOST_AT_ONCE) {
            next.add(first.ending);
            waiting -= first.room;
            line.turns.remove();
            first = line.turns.peek();
        }
        line.isEnding = line.isEnding || !next.isEmpty();
        return next;
    }

    private synchronized void ended(Line line) {
        line.isEnding = false;
        if (line.turns.isEmpty()) {
            lines.remove(line.station, line);
        }
    }

    /** Those who wait, and whether somebody ends one of them now; guarded by the order. */
    private static final class Line {
        private final String station;
        private final Deque<Turn> turns = new ArrayDeque<>();
        private boolean isEnding;

        private Line(String station) {
            this.station = station;
        }
    }
}
