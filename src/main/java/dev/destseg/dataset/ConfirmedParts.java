package dev.destseg.dataset;

import java.util.List;

/** What operators said of parts, wherever that is kept. Safe between threads. */
@FunctionalInterface
public interface ConfirmedParts {
    /** Where nothing is kept. */
    ConfirmedParts NONE = (product, most) -> List.of();

    /**
     * Parts with an image, the last judged first.
     *
     * @param most parts to give
     */
    List<ConfirmedPart> of(String product, int most);
}
