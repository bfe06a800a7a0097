package dev.destseg.line.kafka;

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

    private final MessageJudge judge;
    private final Deque<ImageMessage> waiting = new ArrayDeque<>();
    private final Deque<Begun> begun = new ArrayDeque<>();

    private static final class Begun {
        final ImageMessage message;
        final CompletableFuture<byte[]> image;
        final long since = System.nanoTime();

        @Nullable
        CompletableFuture<Answer> answer;

        Begun(ImageMessage message, CompletableFuture<byte[]> image) {
            this.message = message;
            this.image = image;
        }
    }

    PartitionWork(MessageJudge judge) {
        this.judge = judge;
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

    /** Fetches the image of the next message, if there is one. */
    void beginNext() {
        ImageMessage message = waiting.poll();
        if (message != null) {
            begun.add(new Begun(message, judge.image(message)));
        }
    }

    /**
     * Has those judged whose images are there; none before the one that came before it.
     *
     * @throws CompletionException when the storage stands still, as that of a server that is away does: the partitions are better
     *     off elsewhere
     */
    void judge() {
        for (Iterator<Begun> each = begun.iterator(); each.hasNext(); ) {
            Begun part = each.next();
            if (part.answer == null) {
                if (!part.image.isDone()) {
                    requireInTime(part);
                    return;
                }
                Optional<CompletableFuture<Answer>> answer = judge.begin(part.message, part.image);
                if (answer.isEmpty()) {
                    return;
                }
                part.answer = answer.get();
            }
        }
    }

    private static void requireInTime(Begun part) {
        if (System.nanoTime() - part.since > STORAGE.toNanos()) {
            throw new CompletionException(
                    ImagesElsewhere.unanswered("an image has not come for " + STORAGE.toSeconds() + " s"));
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
