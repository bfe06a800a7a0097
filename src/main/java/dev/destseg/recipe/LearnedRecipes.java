package dev.destseg.recipe;

/** Where recipes go that were learned on this box and are better than what judges. Safe between threads. */
public interface LearnedRecipes {
    /** Keeps a copy, for people to look at and to let judge. */
    void offer(StoredRecipe learned, String who);

    /**
     * Lets it judge a product from now on, with all the checks that this takes.
     *
     * @throws dev.destseg.tensor.InputException when it is not fit to judge here; the one before goes on judging
     */
    void activate(String product, StoredRecipe learned, String who);
}
