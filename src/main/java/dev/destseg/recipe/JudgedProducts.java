package dev.destseg.recipe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The products of a box, for whoever brings recipes from elsewhere. Safe between threads. */
public interface JudgedProducts {
    /** Those that a recipe judges now. */
    Set<String> products();

    /** The recipe that judges a product now. */
    Optional<Sha256> judging(String product);

    /**
     * Lets a recipe of the store judge a product from now on, with all the checks that this takes.
     *
     * @throws dev.destseg.tensor.InputException when it is not fit to judge here; the one before goes on judging
     */
    void activate(String product, Sha256 recipe, String who);

    /**
     * Lets the recipe judge again that judged before.
     *
     * @param why for people
     * @throws dev.destseg.tensor.InputException when there was none, or it is not fit to judge
     */
    void rollBack(String product, String who, String why);

    /**
     * Lets one of the recipes judge again that judged before.
     *
     * @param why for people
     * @throws dev.destseg.tensor.InputException when it is none of them, or not fit to judge
     */
    void rollBackTo(String product, Sha256 recipe, String who, String why);

    /** Writes down that the recipe that judges a product was revoked. */
    void keepRevoked(String product, Sha256 recipe, String who, String why);

    /** @throws dev.destseg.tensor.InputException when it is not fit to judge beside, or there are too many that do */
    void compare(String product, Sha256 recipe, String who);

    /** How many parts a recipe that is compared was compared on; nothing when it is not. */
    Optional<Long> compared(String product, Sha256 recipe);

    /** What was judged of a product by a recipe since a time. */
    Judged judged(String product, Sha256 recipe, Instant since);

    /** Traits of the images or scores of a product that drift now; empty when none does. */
    List<String> drifts(String product);

    /**
     * Counts of parts.
     *
     * @param parts all of them
     * @param rejected with the verdict DEFECT
     * @param unjudged with CANNOT_JUDGE
     * @param time what a judgement took, in the middle of the last ones; zero when there are none
     */
    record Judged(long parts, long rejected, long unjudged, Duration time) {}
}
