package dev.destseg.training;

/** One run of the published protocol: what is learned, from which seed, with which parts of the method. */
public record ReproductionRun(String category, long seed, Ablation ablation) {
    String fileName() {
        return ablation.label() + "-seed" + seed;
    }

    @Override
    public String toString() {
        return category + ", seed " + seed + ", " + ablation.label();
    }
}
