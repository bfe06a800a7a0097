package dev.destseg.inspection.rejudgement;

import dev.destseg.inspection.Candidate;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Precision;
import dev.destseg.inspection.rejudgement.ArchivedPart.Said;
import dev.destseg.recipe.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges in this process, one part after the other. */
public final class OwnJudge implements PartJudge {
    private final Candidate candidate;
    private final Optional<Candidate> other;
    private final List<RejudgedPart> judged = new ArrayList<>();

    /**
     * @param candidate belongs to this from now on, as the other one does
     * @param other that says what was said before; the archive does when absent
     */
    public OwnJudge(Candidate candidate, Optional<Candidate> other) {
        this.candidate = candidate;
        this.other = other;
    }

    @Override
    public Sha256 recipe() {
        return candidate.stored().recipe().digest();
    }

    @Override
    public Optional<Sha256> other() {
        return other.map(recipe -> recipe.stored().recipe().digest());
    }

    @Override
    public Optional<Precision> precision() {
        return Optional.of(candidate.precision());
    }

    @Override
    public void begin(ArchivedPart part, byte[] image) {
        Inspection now = candidate.judge(image);
        Optional<Said> before = other.map(recipe -> said(recipe.judge(image))).or(part::before);
        judged.add(new RejudgedPart(part.name(), part.defective(), before, said(now), now.reason()));
    }

    private static Said said(Inspection inspection) {
        return new Said(inspection.verdict(), inspection.score());
    }

    @Override
    public List<PartOutcome> judged(boolean all) {
        List<PartOutcome> taken = List.copyOf(judged);
        judged.clear();
        return taken;
    }

    @Override
    public void close() {
        candidate.close();
        other.ifPresent(Candidate::close);
    }
}
