package dev.destseg.inspection;

/** How much of a recipe's golden set is judged before the recipe judges. */
enum GoldenShare {
    /** All of it: the recipe has not judged on this machine before. */
    ALL,
    /** As few images as show that all networks judge, in a hurry; all of them are judged soon after. */
    ONE_OF_EACH_RECIPE;

    GoldenSet of(GoldenSet golden) {
        return this == ALL ? golden : golden.oneOfEachRecipe();
    }
}
