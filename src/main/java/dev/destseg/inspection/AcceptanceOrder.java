package dev.destseg.inspection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the parts of a station end in the order in which they were accepted, whichever is judged first. One that is done early
 * waits without a thread, for as long as those before it take; each of these ends by its deadline, which is the earlier one.
 * Parts of no station wait for nobody. Safe between threads.
 */
final class AcceptanceOrder {
    private final Map<String, Line> lines = new HashMap<>();
    private int waiting;

    /** The end of the line of a station; whoever takes it must end it. */
    synchronized Turn enter(Optional<String> station) {
        Line line = station.map(name -> lines.computeIfAbsent(name, Line::new)).orElseGet(() -> new Line(""));
        Turn turn = new Turn(line);
        line.turns.add(turn);
        return turn;
    }

    /** How many are done and wait for those before them. */
    synchronized int waiting() {
        return waiting;
    }

    /** A part's place in the line. */
    final class Turn {
        private final Line line;
        private @Nullable Runnable ending;

        private Turn(Line line) {
            this.line = line;
        }

        /** Runs something when all that came before has ended: now, or on the thread that ends the last of them. Once. */
        void end(Runnable what) {
            synchronized (AcceptanceOrder.this) {
                ending = what;
                waiting++;
            }
            endAll(line);
        }

        /** Ends without anything to do. */
        void leave() {
            end(() -> {});
        }
    }

    private void endAll(Line line) {
        for (Runnable next = next(line); next != null; next = next(line)) {
            try {
                next.run();
            } finally {
                ended(line);
            }
        }
    }

    private synchronized @Nullable Runnable next(Line line) {
        Turn first = line.turns.peek();
        if (line.isEnding || first == null || first.ending == null) {
            return null;
        }
        line.isEnding = true;
        waiting--;
        return line.turns.remove().ending;
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
