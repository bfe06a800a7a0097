package dev.destseg.recipe;

import java.util.List;

/**
 * How the files of a store's recipes lie on disk.
 *
 * @param sealing as it is configured
 * @param sealed recipes whose files are all sealed with the key that is there
 * @param open recipes that have a file which everybody may read who has the disk
 * @param unreadable recipes that are sealed with another key
 */
public record SealState(Sealing sealing, int sealed, int open, List<Sha256> unreadable) {
    public SealState {
        unreadable = List.copyOf(unreadable);
    }

    /** What is wrong, in words; empty when all is as it should be. */
    public String problem() {
        if (!sealing.problem().isEmpty()) {
            return sealing.problem();
        }
        if (!unreadable.isEmpty()) {
            return unreadable.size() + " recipes are sealed with a key that is not here: bring it back, or delete them";
        }
        return sealing.wanted() && open > 0 ? open + " recipes are not sealed yet; they are at the next start" : "";
    }
}
