package dev.destseg.training.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A training as it is kept. Immutable.
 *
 * @param stage where the work stands; a person's pause hides it in {@link #status} and is none itself
 * @param asked when
 * @param ended when
 * @param failures in a row
 * @param reason of the last failure, or what it waits for, or why the candidate is offered or is not
 * @param child the process that works on it
 * @param candidate digest of the recipe that was learned
 * @param offered whether the candidate is better than the recipe that judged then
 * @param comparison of the two, as {@code destseg compare --json} prints it
 * @param pausedBy who wants it to stand still
 * @param changedBy who made it what it is now: a person, or {@link #BOX}
 */
public record Run(
        RunId id,
        TrainingOrder order,
        RunStatus stage,
        Instant asked,
        Optional<Instant> ended,
        int failures,
        Optional<String> reason,
        Optional<Child> child,
        Optional<Sha256> candidate,
        boolean offered,
        Optional<ObjectNode> comparison,
        Optional<String> pausedBy,
        String changedBy) {
    /** Who makes changes that no person made. */
    public static final String BOX = "this box";

    /** A process, told from later ones of the same number by its start. */
    public record Child(long pid, Instant started) {}

    static Run asked(RunId id, TrainingOrder order, String who, Instant now) {
        return new Run(
                id,
                order,
                RunStatus.QUEUED,
                now.truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                who);
    }

    public RunStatus status() {
        return pausedBy.isPresent() && !stage.isEnded() ? RunStatus.PAUSED : stage;
    }

    Run running(Optional<Child> process) {
        return with(RunStatus.RUNNING, failures, Optional.empty(), process);
    }

    Run interrupted(String why) {
        return with(RunStatus.INTERRUPTED, failures, Optional.of(why), Optional.empty());
    }

    Run failedOnce(String why) {
        return with(RunStatus.INTERRUPTED, failures + 1, Optional.of(why), Optional.empty());
    }

    private Run with(RunStatus now, int failed, Optional<String> why, Optional<Child> process) {
        return new Run(
                id, order, now, asked, ended, failed, why, process, candidate, offered, comparison, pausedBy, BOX);
    }

    Run paused(String who) {
        return heldBy(Optional.of(who), "Paused by " + who, who);
    }

    Run resumed(String who) {
        return heldBy(Optional.empty(), "Resumed by " + who, who);
    }

    private Run heldBy(Optional<String> holder, String why, String who) {
        return new Run(
                id,
                order,
                stage,
                asked,
                ended,
                failures,
                Optional.of(why),
                child,
                candidate,
                offered,
                comparison,
                holder,
                who);
    }

    Run cancelled(String who, Instant now) {
        return ended(RunStatus.CANCELLED, "Cancelled by " + who, who, now);
    }

    Run ended(RunStatus how, String why, Instant now) {
        return ended(how, why, BOX, now);
    }

    private Run ended(RunStatus how, String why, String who, Instant now) {
        return new Run(
                id,
                order,
                how,
                asked,
                Optional.of(now.truncatedTo(ChronoUnit.MILLIS)),
                failures,
                Optional.of(why),
                Optional.empty(),
                candidate,
                offered,
                comparison,
                Optional.empty(),
                who);
    }

    Run compared(Sha256 learned, boolean better, ObjectNode figures) {
        return new Run(
                id,
                order,
                stage,
                asked,
                ended,
                failures,
                reason,
                child,
                Optional.of(learned),
                better,
                Optional.of(figures),
                pausedBy,
                changedBy);
    }
}
