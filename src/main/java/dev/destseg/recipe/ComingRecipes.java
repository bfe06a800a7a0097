package dev.destseg.recipe;

/** Recipes that are on their way to this box, for whoever would rather wait for one than do without. Safe between threads. */
public interface ComingRecipes {
    /** Whether one is known to be coming that is to judge the product, so that waiting helps as things are. */
    boolean isComing(String product);
}
