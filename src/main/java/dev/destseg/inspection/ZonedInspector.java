package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.Region;
import dev.destseg.image.Seen;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Judges each zone of an image by its own recipe, one after the other, and the part by all of them: DEFECT when any zone is one,
 * for then nothing that another zone would have shown makes the part good; else CANNOT_JUDGE when any zone cannot be judged; else
 * OK. A recipe that judges several zones is loaded once.
 */
final class ZonedInspector extends Inspector {
    /** Of thresholds on two scales. */
    private static final double SAME = 1e-9;

    private final Preprocessing preprocessing;
    private final Map<Sha256, WholeInspector> inspectors;
    private final List<InspectedZone> zones;

    private ZonedInspector(StoredRecipe stored, Map<Sha256, WholeInspector> inspectors, List<InspectedZone> zones) {
        super(
                stored.recipe().digest(),
                stored.recipe().description().threshold().value());
        this.preprocessing = Preprocessing.of(stored);
        this.inspectors = inspectors;
        this.zones = List.copyOf(zones);
    }

    static ZonedInspector open(
            StoredRecipe stored,
            InferenceRuntime runtime,
            int threads,
            Precision precision,
            Set<ImageCheck> checks,
            GoldenShare judged) {
        RecipeDescription description = stored.recipe().description();
        Map<Sha256, WholeInspector> inspectors = new LinkedHashMap<>();
        try {
            for (Zone zone : description.zones()) {
                Sha256 digest = zone.recipe().digest();
                if (!inspectors.containsKey(digest)) {
                    double threshold = zone.onOwnScale(description.threshold().value());
                    inspectors.put(
                            digest,
                            WholeInspector.open(
                                    stored.of(zone),
                                    runtime,
                                    threads,
                                    at(threshold, zone.recipe().description(), precision),
                                    threshold,
                                    judged));
                }
            }
            List<InspectedZone> zones = description.zones().stream()
                    .map(zone -> InspectedZone.of(
                            zone, stored.of(zone), inspectors.get(zone.recipe().digest()), checks))
                    .toList();
            return new ZonedInspector(stored, inspectors, zones);
        } catch (RuntimeException e) {
            inspectors.values().forEach(Inspector::close);
            throw e;
        }
    }

    /** Bytes only where their verdicts were found as good as those in float at the threshold that the zone is judged by. */
    private static Precision at(double threshold, RecipeDescription zone, Precision wanted) {
        boolean isOwn = Math.abs(threshold - zone.threshold().value()) < SAME;
        boolean isFit =
                isOwn || zone.int8().filter(model -> model.isFitFor(threshold)).isPresent();
        return wanted == Precision.AUTO && !isFit ? Precision.FLOAT32 : wanted;
    }

    /** One recipe after the other; where the weights of one cannot be shared, nothing is. */
    @Override
    Optional<Inspector> sharing(StoredRecipe own, int threads, BiConsumer<StoredRecipe, RecipeEngine> check) {
        Map<Sha256, WholeInspector> others = new LinkedHashMap<>();
        boolean shared = false;
        try {
            for (InspectedZone zone : zones) {
                Sha256 digest = zone.inspector().recipe();
                if (!others.containsKey(digest)) {
                    Optional<WholeInspector> other = zone.inspector().alsoFor(own.of(zone.zone()), threads, check);
                    if (other.isEmpty()) {
                        return Optional.empty();
                    }
                    others.put(digest, other.get());
                }
            }
            List<InspectedZone> same = zones.stream()
                    .map(zone -> zone.by(others.get(zone.inspector().recipe())))
                    .toList();
            Optional<Inspector> made = Optional.of(new ZonedInspector(own, others, same));
            shared = true;
            return made;
        } finally {
            if (!shared) {
                others.values().forEach(Inspector::close);
            }
        }
    }

    @Override
    ParityReport parity(GoldenSet golden) {
        List<String> disagreements = new ArrayList<>();
        for (GoldenSet.Entry entry : golden.entries()) {
            WholeInspector inspector = inspectors.get(entry.recipe());
            disagreements.addAll(inspector.parity(new GoldenSet(List.of(entry))).disagreements());
        }
        return new ParityReport(recipe(), golden.entries().size(), disagreements);
    }

    @Override
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** What is seen of the whole is looked at, and not judged. */
    @Override
    public Inspection inspect(Image image) {
        return inspect(image, System.nanoTime(), Seen.asIs(image), () -> {});
    }

    @Override
    Inspection inspect(Image image, long started, Seen prepared, Runnable before) {
        ZoneMap map =
                new ZoneMap(preprocessing.size().width(), preprocessing.size().height());
        List<ZoneJudgement> judgements = new ArrayList<>();
        List<Region> regions = new ArrayList<>();
        Timings timings = Timings.NONE;
        double score = 0;
        for (InspectedZone zone : zones) {
            Inspection own = zone.inspect(image, before);
            judgements.add(ZoneJudgement.of(zone.name(), own));
            regions.addAll(zone.inImage(own.regions(), image));
            own.map().ifPresent(found -> map.add(zone.zone(), found));
            score = Math.max(score, scoreOf(zone.zone(), own));
            timings = timings.plus(own.timings());
        }
        Verdict verdict = verdict(judgements);
        if (verdict == Verdict.CANNOT_JUDGE) {
            return cannotJudge(judgements);
        }
        return new Inspection(
                verdict,
                Optional.empty(),
                OptionalDouble.of(score),
                threshold(),
                regions.stream()
                        .sorted(Region.HIGHEST_PEAK_FIRST)
                        .limit(MOST_REGIONS)
                        .toList(),
                Optional.of(map.map()),
                recipe(),
                timings,
                judgements);
    }

    private static Verdict verdict(List<ZoneJudgement> judgements) {
        if (judgements.stream().anyMatch(zone -> zone.verdict() == Verdict.DEFECT)) {
            return Verdict.DEFECT;
        }
        return judgements.stream().anyMatch(zone -> zone.verdict() == Verdict.CANNOT_JUDGE)
                ? Verdict.CANNOT_JUDGE
                : Verdict.OK;
    }

    private Inspection cannotJudge(List<ZoneJudgement> judgements) {
        String reason = judgements.stream()
                .filter(zone -> zone.reason().isPresent())
                .map(zone -> "Zone " + zone.zone() + ": " + zone.reason().get())
                .collect(Collectors.joining(". "));
        Inspection bare = cannotJudge(reason);
        return new Inspection(
                bare.verdict(),
                bare.reason(),
                bare.score(),
                bare.threshold(),
                bare.regions(),
                bare.map(),
                bare.recipe(),
                bare.timings(),
                judgements);
    }

    /** On the common scale, on the side of the threshold that the zone's verdict says, however the last digits round. */
    private double scoreOf(Zone zone, Inspection own) {
        double common = zone.onCommonScale(own.score().orElse(0));
        return own.verdict() == Verdict.DEFECT
                ? Math.max(threshold(), common)
                : Math.min(Math.nextDown(threshold()), common);
    }

    @Override
    Map<ScoreMap, ScoredMap> maps(Image image, Seen prepared) {
        Inspection inspection = inspect(image, System.nanoTime(), prepared, () -> {});
        AnomalyMap map = inspection
                .map()
                .orElseThrow(() -> new NotJudgedException(inspection.reason().orElseThrow()));
        return Map.of(ScoreMap.ZONES, new ScoredMap(map, inspection.score().orElseThrow()));
    }

    @Override
    public Precision precision() {
        List<Precision> used = inspectors.values().stream()
                .map(Inspector::precision)
                .distinct()
                .toList();
        return used.size() == 1 ? used.get(0) : Precision.AUTO;
    }

    @Override
    public String runtime() {
        return inspectors.values().stream().map(Inspector::runtime).distinct().collect(Collectors.joining(", "));
    }

    @Override
    public Optional<String> note() {
        List<String> notes = zones.stream()
                .flatMap(zone -> zone.inspector().note().map(note -> zone.name() + ": " + note).stream())
                .toList();
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    @Override
    public void close() {
        inspectors.values().forEach(Inspector::close);
    }
}
