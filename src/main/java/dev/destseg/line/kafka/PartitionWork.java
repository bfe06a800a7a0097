package dev.destseg.line.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a partition that have no committed answer yet, in their order: images are given to be judged in it, and answers
 * come out in it. Used by one thread.
 */
final class PartitionWork {
    /** Beyond that no disk is slow. */
    private static final Duration STORAGE = Duration.ofSeconds(30);
    /** Others may have it. Until then the other partitions go on. */
    private static final Duration RECIPE = Duration.ofSeconds(5);

    private final MessageJudge judge;
    private final Runnable changed;
    private final Deque<ImageMessage> waiting = new ArrayDeque<>();
    private final Deque<Begun> begun = new ArrayDeque<>();
    private long lastTurn;

    private static final class Begun {
        final ImageMessage message;
        final CompletableFuture<FoundImage> image;
        final long turn;
        final long reserved;
        final long since = System.nanoTime();

        @Nullable
        CompletableFuture<Answer> answer;

        Begun(ImageMessage message, CompletableFuture<FoundImage> image, long turn, long reserved) {
            this.message = message;
            this.image = image;
            this.turn = turn;
            this.reserved = reserved;
        }

        /** Nothing while it is fetched, and when there is none. */
        Optional<FoundImage> found() {
            return image.isDone() && !image.isCompletedExceptionally() ? Optional.of(image.join()) : Optional.empty();
        }

        long files() {
            long fetched = image.isDone()
                    ? found().filter(image -> message.isElsewhere())
                            .map(image -> (long) image.file().length)
                            .orElse(0L)
                    : reserved;
            return message.value().length + fetched;
        }

        long judging() {
            boolean judged = answer != null && !answer.isDone();
            return judged ? found().map(FoundImage::judging).orElse(0L) : 0;
        }
    }

    /** @param changed run by whatever thread has brought an image or an answer */
    PartitionWork(MessageJudge judge, Runnable changed) {
        this.judge = judge;
        this.changed = changed;
    }

    void add(ImageMessage message) {
        waiting.add(message);
    }

    int waiting() {
        return waiting.size();
    }

    int underWay() {
        return begun.size();
    }

    /** When the last message was begun; 0 when none was. */
    long lastTurn() {
        return lastTurn;
    }

    /** When the first of those was begun that are not being judged yet; the last moment of all when there is none. */
    long turn() {
        return begun.stream()
                .filter(part -> part.answer == null)
                .mapToLong(part -> part.turn)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether the first of those waits for a recipe, so that nothing behind it can be judged either. */
    boolean waitsForRecipe() {
        return begun.stream()
                .filter(part -> part.answer == null)
                .findFirst()
                .filter(part -> part.image.isDone())
                .flatMap(part -> judge.productWithoutRecipe(part.message))
                .isPresent();
    }

    /** Bytes of the messages that wait. */
    long bytesWaiting() {
        return waiting.stream().mapToLong(message -> message.value().length).sum();
    }

    /** Bytes of the files that are under way, of which some are still to come. */
    long bytesUnderWay() {
        return begun.stream().mapToLong(Begun::files).sum();
    }

    /** Bytes that the next message to be begun adds to those under way; 0 when there is none. */
    long bytesOfNext() {
        ImageMessage next = waiting.peek();
        return next == null ? 0 : next.value().length + judge.reserved(next);
    }

    /** Bytes that those take which are being judged, beside their files. */
    long bytesJudged() {
        return begun.stream().mapToLong(Begun::judging).sum();
    }

    /** Offset of the first message without an answer; nothing when all have one. */
    OptionalLong next() {
        return begun.stream()
                .map(part -> part.message)
                .findFirst()
                .or(() -> Optional.ofNullable(waiting.peek()))
                .map(ImageMessage::offset)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /**
     * Fetches the image of the next message, if there is one.
     *
     * @param turn larger than that of any message that was begun before, of whatever partition
     */
    void beginNext(long turn) {
        ImageMessage message = waiting.poll();
        if (message != null) {
            CompletableFuture<FoundImage> image = judge.image(message);
            image.whenComplete((found, failure) -> changed.run());
            begun.add(new Begun(message, image, turn, judge.reserved(message)));
            lastTurn = turn;
        }
    }

    /**
     * Has those judged whose images are there and have room; none before the one that came before it.
     *
     * @throws CompletionException when the storage stands still, as that of a server that is away does, or a recipe is not here
     *     soon: the partitions are better off elsewhere
     */
    void judge(JudgingRoom room) {
        for (Iterator<Begun> each = begun.iterator(); each.hasNext(); ) {
            Begun part = each.next();
            if (part.answer == null) {
                if (!part.image.isDone()) {
                    requireInTime(part);
                    return;
                }
                Optional<FoundImage> found = part.found();
                if (found.isPresent() && !room.admits(found.get())) {
                    return;
                }
                Optional<CompletableFuture<Answer>> answer = judge.begin(part.message, part.image);
                if (answer.isEmpty()) {
                    requireRecipeSoon(part);
                    return;
                }
                part.answer = answer.get();
                part.answer.whenComplete((given, failure) -> changed.run());
                found.ifPresent(room::add);
            }
        }
    }

    private static void requireInTime(Begun part) {
        if (System.nanoTime() - part.since > STORAGE.toNanos()) {
            throw new CompletionException(
                    ImagesElsewhere.unanswered("an image has not come for " + STORAGE.toSeconds() + " s"));
        }
    }

    private void requireRecipeSoon(Begun part) {
        if (System.nanoTime() - part.since > RECIPE.toNanos()) {
            judge.productWithoutRecipe(part.message).ifPresent(product -> {
                throw new CompletionException(new UncheckedIOException(new IOException("The recipe of the product '"
                        + product
                        + "' is on its way to this appliance (GET /api/v1/registry); until it is here, others of the"
                        + " group may judge what this one would")));
            });
        }
    }

    /** Takes the first answer out, if it is there. @throws CompletionException when it will never be */
    Optional<Answered> take() {
        Begun first = begun.peek();
        if (first == null || first.answer == null || !first.answer.isDone()) {
            return Optional.empty();
        }
        Answer answer = first.answer.join();
        begun.remove();
        return Optional.of(new Answered(first.message, answer, System.nanoTime()));
    }

    /**
     * @param message that the answer is to
     * @param since {@link System#nanoTime} when it was there
     */
    record Answered(ImageMessage message, Answer answer, long since) {}

    /** Leaves to others what is not being judged yet. */
    void giveUpWaiting() {
        waiting.clear();
        begun.removeIf(part -> part.answer == null);
    }
}
