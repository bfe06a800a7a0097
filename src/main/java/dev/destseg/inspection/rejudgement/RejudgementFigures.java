package dev.destseg.inspection.rejudgement;

import dev.destseg.evaluation.Separation;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.rejudgement.ArchivedPart.Said;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a recipe says otherwise than was said before. Used by one thread. */
public final class RejudgementFigures {
    private final List<RejudgedPart> labelled = new ArrayList<>();
    private final List<RejudgedPart> changed = new ArrayList<>();
    private final List<UnjudgedPart> unjudged = new ArrayList<>();
    private final Map<Verdict, Map<Verdict, Integer>> counts = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Integer> now = new EnumMap<>(Verdict.class);
    private int gone;
    private int judged;

    void add(PartOutcome outcome) {
        if (outcome instanceof UnjudgedPart refused) {
            unjudged.add(refused);
        } else if (outcome instanceof RejudgedPart part) {
            add(part);
        }
    }

    private void add(RejudgedPart part) {
        judged++;
        now.merge(part.now().verdict(), 1, Integer::sum);
        part.before().ifPresent(said -> counts.computeIfAbsent(said.verdict(), verdict -> new EnumMap<>(Verdict.class))
                .merge(part.now().verdict(), 1, Integer::sum));
        if (part.isChanged()) {
            changed.add(part);
        }
        if (part.defective().isPresent()) {
            labelled.add(part);
        }
    }

    /** Counts a part whose image is not there any more. */
    void addGone() {
        gone++;
    }

    /** Parts so far. */
    long all() {
        return judged + (long) gone + unjudged.size();
    }

    /** Parts that were judged again. */
    public int judged() {
        return judged;
    }

    /** Parts whose image is not there any more. */
    public int gone() {
        return gone;
    }

    /** Parts that whoever judges has refused. */
    public List<UnjudgedPart> unjudged() {
        return Collections.unmodifiableList(unjudged);
    }

    /** How many parts have each verdict now. */
    public int now(Verdict verdict) {
        return now.getOrDefault(verdict, 0);
    }

    /** How many parts had a verdict and have another, or the same, now. */
    public int count(Verdict before, Verdict after) {
        return counts.getOrDefault(before, Map.of()).getOrDefault(after, 0);
    }

    /** Whether anything was said before. */
    public boolean compares() {
        return !counts.isEmpty();
    }

    /** Parts with another verdict, in the order in which they were judged. */
    public List<RejudgedPart> changed() {
        return Collections.unmodifiableList(changed);
    }

    /**
     * How well what is said agrees with what parts really are.
     *
     * @param good parts that are
     * @param falseRejects of them, those not judged OK
     * @param defective parts that are
     * @param escapes of them, those judged OK
     * @param auroc how well scores tell them apart, in [0, 1]; NaN without scores of both
     */
    public record Truth(int good, int falseRejects, int defective, int escapes, double auroc) {}

    /** Of what is said now; nothing where nobody knows what any part is. */
    public Optional<Truth> truthNow() {
        return truth(part -> Optional.of(part.now()));
    }

    /** Of what was said before; nothing as well where nothing was. */
    public Optional<Truth> truthBefore() {
        return truth(RejudgedPart::before);
    }

    private Optional<Truth> truth(Function<RejudgedPart, Optional<Said>> what) {
        List<RejudgedPart> parts =
                labelled.stream().filter(part -> what.apply(part).isPresent()).toList();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Truth(
                count(parts, false, said -> true, what),
                count(parts, false, said -> said.verdict() != Verdict.OK, what),
                count(parts, true, said -> true, what),
                count(parts, true, said -> said.verdict() == Verdict.OK, what),
                Separation.auroc(scores(parts, false, what), scores(parts, true, what))));
    }

    private static int count(
            List<RejudgedPart> parts,
            boolean defective,
            Predicate<Said> counted,
            Function<RejudgedPart, Optional<Said>> what) {
        return (int) parts.stream()
                .filter(part -> part.defective().orElseThrow() == defective)
                .filter(part -> counted.test(what.apply(part).orElseThrow()))
                .count();
    }

    private static double[] scores(
            List<RejudgedPart> parts, boolean defective, Function<RejudgedPart, Optional<Said>> what) {
        return parts.stream()
                .filter(part -> part.defective().orElseThrow() == defective)
                .map(part -> what.apply(part).orElseThrow().score())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }
}
