package dev.destseg.line.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.image.ImageReader;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRefusedException;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.EntryJson;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Has images of messages judged as all others, and makes of each message what is to be sent: the inspection as the journal has
 * it, or a dead letter, which is the message as it came and why it cannot be judged. Used by one thread.
 */
final class MessageJudge implements AutoCloseable {
    /** They wait for storage most of the time. */
    private static final int READERS = 4;
    /** More than messages are under way at once: what is beyond was asked of a storage that stands still. */
    private static final int MOST_WANTED = 64;

    private final GroupPlan plan;
    private final ProductsHere products;
    private final InspectionService inspections;
    private final Journal journal;
    private final ExecutorService readers;

    /** @param journal where the inspections are kept; stays the caller's, as the service does */
    MessageJudge(GroupPlan plan, ProductsHere products, InspectionService inspections, Journal journal) {
        this.plan = plan;
        this.products = products;
        this.inspections = inspections;
        this.journal = journal;
        this.readers = new ThreadPoolExecutor(
                READERS, READERS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WANTED), work -> {
                    Thread thread = new Thread(work, "group-images");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The image of a message; fails with an {@link InputException} where there will never be one. */
    CompletableFuture<FoundImage> image(ImageMessage message) {
        Optional<String> elsewhere = message.header(MessageHeaders.IMAGE);
        byte[] value = message.value();
        if (elsewhere.isPresent()) {
            return fetched(message, elsewhere.get());
        }
        if (value.length == 0) {
            return refused("There is no image in the message, and no header " + MessageHeaders.IMAGE
                    + " that says where it lies");
        }
        if (value.length > plan.largestImage()) {
            return refused("The image has " + value.length + " bytes, more than the " + plan.largestImage()
                    + " allowed within a message; say where it lies instead (header " + MessageHeaders.IMAGE
                    + "), or allow more (destseg.kafka.largest-image)");
        }
        try {
            return CompletableFuture.completedFuture(found(value));
        } catch (InputException tooLarge) {
            return CompletableFuture.failedFuture(tooLarge);
        }
    }

    private FoundImage found(byte[] file) {
        long announced = ImageReader.pixels(file).orElse(0);
        long decoded = announced > inspections.mostPixels() ? 0 : announced;
        plan.room().require(file.length, decoded);
        return new FoundImage(file, ImageRoom.judging(decoded));
    }

    /** Bytes that are to be kept free for an image while it is fetched, whose size nobody knows before. */
    long reserved(ImageMessage message) {
        return message.isElsewhere() ? plan.elsewhere().largest() : 0;
    }

    private static CompletableFuture<FoundImage> refused(String reason) {
        return CompletableFuture.failedFuture(new InputException(reason));
    }

    private CompletableFuture<FoundImage> fetched(ImageMessage message, String name) {
        try {
            return CompletableFuture.supplyAsync(() -> fetch(message, name), readers);
        } catch (RejectedExecutionException behind) {
            return CompletableFuture.failedFuture(
                    ImagesElsewhere.unanswered("it still owes " + MOST_WANTED + " images that were wanted before"));
        }
    }

    private FoundImage fetch(ImageMessage message, String name) {
        Sha256 digest = message.digest(MessageHeaders.DIGEST)
                .orElseThrow(() -> new InputException("The image " + name + " comes without its digest (header "
                        + MessageHeaders.DIGEST + "); give it as sha256: and 64 digits"));
        try {
            return found(plan.elsewhere().read(name, digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /**
     * Begins to judge.
     *
     * @param image as {@link #image} gave it, done
     * @return what becomes of the message; nothing when that cannot begin now and is to be tried again
     */
    Optional<CompletableFuture<Answer>> begin(ImageMessage message, CompletableFuture<FoundImage> image) {
        try {
            CompletableFuture<CompletedInspection> inspection =
                    inspections.submit(message.request(image.join().file()));
            return Optional.of(inspection.thenApply(kept -> result(message, kept)));
        } catch (InputException e) {
            return Optional.of(CompletableFuture.completedFuture(
                    deadLetter(message, e.getMessage(), MessageHeaders.CAUSE_MESSAGE)));
        } catch (CompletionException e) {
            return Optional.of(
                    e.getCause() instanceof InputException
                            ? CompletableFuture.completedFuture(
                                    deadLetter(message, e.getCause().getMessage(), MessageHeaders.CAUSE_MESSAGE))
                            : CompletableFuture.failedFuture(e.getCause()));
        } catch (InspectionRefusedException e) {
            return mayPass(message, e)
                    ? Optional.empty()
                    : Optional.of(CompletableFuture.completedFuture(
                            deadLetter(message, e.getMessage(), MessageHeaders.CAUSE_RECIPE)));
        }
    }

    private boolean mayPass(ImageMessage message, InspectionRefusedException refusal) {
        return switch (refusal.why()) {
            case QUEUE_FULL, STOPPING, NO_RECIPE -> true;
            case PRODUCT_UNKNOWN ->
                message.header(MessageHeaders.PRODUCT)
                        .filter(product -> plan.products().contains(product) || products.isComing(product))
                        .isPresent();
            case PRODUCT_NOT_NAMED, OTHER_RECIPE -> false;
        };
    }

    /** The product that a message waits for a recipe of, where it does. */
    Optional<String> productWithoutRecipe(ImageMessage message) {
        return message.header(MessageHeaders.PRODUCT)
                .filter(product -> !products.judged().contains(product) && products.isComing(product));
    }

    private Answer result(ImageMessage message, CompletedInspection kept) {
        EntryId id = new EntryId(kept.id().toString());
        InspectionEntry entry = journal.queries()
                .find(id)
                .orElseThrow(() -> new IllegalStateException("The journal has lost the inspection " + id));
        ObjectNode text = EntryJson.of(entry);
        text.putObject("message")
                .put("topic", message.partition().topic())
                .put("partition", message.partition().partition())
                .put("offset", message.offset());
        ProducerRecord<byte[], byte[]> result =
                new ProducerRecord<>(plan.results(), null, key(message, entry), MessageHeaders.utf8(text.toString()));
        result.headers()
                .add(MessageHeaders.ID, MessageHeaders.utf8(id.text()))
                .add(
                        MessageHeaders.RECIPE,
                        MessageHeaders.utf8(entry.part().recipe().digest().toString()))
                .add(MessageHeaders.SOURCE, MessageHeaders.utf8(message.source()))
                .add(MessageHeaders.CONTENT_TYPE, MessageHeaders.utf8(MessageHeaders.JSON));
        return new Answer(result, true);
    }

    /** That of the message, so that results are divided as images are. */
    private static byte[] key(ImageMessage message, InspectionEntry entry) {
        byte[] own = message.record().key();
        return own != null
                ? own
                : MessageHeaders.utf8(entry.part().origin().product() + "/"
                        + entry.part().origin().station().orElse(""));
    }

    /** An image that is too large is not repeated: the message is where its headers say. */
    private Answer deadLetter(ImageMessage message, String reason, String cause) {
        byte[] value = message.value();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                plan.deadLetters(),
                null,
                message.record().key(),
                value.length > plan.largestImage() ? null : message.record().value());
        message.record().headers().forEach(letter.headers()::add);
        letter.headers()
                .add(MessageHeaders.SOURCE, MessageHeaders.utf8(message.source()))
                .add(MessageHeaders.REASON, MessageHeaders.utf8(reason))
                .add(MessageHeaders.CAUSE, MessageHeaders.utf8(cause));
        return new Answer(letter, false);
    }

    /**
     * What is said in place of an answer that its topic does not take for its size: why, and to which message.
     *
     * @param refused the answer
     */
    Answer shortened(ImageMessage message, Answer refused) {
        Headers headers = refused.message().headers();
        String reason = refused.judged()
                ? "The inspection " + text(headers, MessageHeaders.ID) + " is larger than the topic " + plan.results()
                        + " takes; it is in the journal of " + plan.member()
                        + ". Allow larger messages there (max.message.bytes)"
                : text(headers, MessageHeaders.REASON) + " (The message is larger than the topic " + plan.deadLetters()
                        + " takes, and not repeated here.)";
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(plan.deadLetters(), null);
        letter.headers()
                .add(MessageHeaders.SOURCE, MessageHeaders.utf8(message.source()))
                .add(MessageHeaders.REASON, MessageHeaders.utf8(reason))
                .add(
                        MessageHeaders.CAUSE,
                        MessageHeaders.utf8(
                                refused.judged() ? MessageHeaders.CAUSE_MESSAGE : text(headers, MessageHeaders.CAUSE)));
        return new Answer(letter, false);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
