package dev.destseg.inspection.rejudgement;

import dev.destseg.inspection.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A part whose image was kept.
 *
 * @param name by which it is known again: of the inspection, or of the file
 * @param image bytes of its file, read when they are asked for, on any thread; nothing when they are gone
 * @param defective whether it really is; absent where nobody has said so
 * @param before what was said of it; absent where it was only kept
 */
public record ArchivedPart(
        String name, Supplier<Optional<byte[]>> image, Optional<Boolean> defective, Optional<Said> before) {
    /**
     * What a recipe says of a part.
     *
     * @param score absent with CANNOT_JUDGE
     */
    public record Said(Verdict verdict, OptionalDouble score) {}
}
