package dev.destseg.recipe;

/** How far the parts that are judged now have moved away from what their recipe was taught. Safe between threads. */
@FunctionalInterface
public interface Drifts {
    /** Where nothing is watched. */
    Drifts NONE = product -> 0;

    /**
     * Where the trait of a product is that has moved the farthest.
     *
     * @return 0 for just as taught, or not watched; 1 for the edge of what is normal; more beyond it
     */
    double farthest(String product);
}
