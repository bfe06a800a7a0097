package dev.destseg.line.kafka;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** How the work for a group goes, written by the thread that does it and read by any. */
final class GroupCounts {
    private volatile long results;
    private volatile long deadLetters;
    private volatile long lag;
    private volatile long lost;
    private volatile List<Integer> partitions = List.of();

    /** Called by one thread. */
    void answered(List<Answer> answers) {
        long judged = answers.stream().filter(Answer::judged).count();
        results = results + judged;
        deadLetters = deadLetters + answers.size() - judged;
    }

    void assigned(SortedSet<Integer> assigned) {
        if (assigned.size() != partitions.size() || !assigned.equals(new TreeSet<>(partitions))) {
            partitions = List.copyOf(assigned);
        }
    }

    void lag(long messages) {
        lag = messages;
    }

    /** Called by one thread. */
    void lost(long messages) {
        lost = lost + messages;
    }

    /** It is no member any more. */
    void left() {
        partitions = List.of();
        lag = 0;
    }

    long results() {
        return results;
    }

    long deadLetters() {
        return deadLetters;
    }

    long lag() {
        return lag;
    }

    long lost() {
        return lost;
    }

    List<Integer> partitions() {
        return partitions;
    }
}
