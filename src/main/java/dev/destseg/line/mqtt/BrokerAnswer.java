package dev.destseg.line.mqtt;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a broker says to something, awaited. */
public final class BrokerAnswer {
    private BrokerAnswer() {}

    /**
     * Waits until the broker has agreed.
     *
     * @param problem what it means when it has not
     * @param remedy what to do then
     * @throws IOException when it has not, or does not answer in time
     */
    public static void await(Broker broker, CompletableFuture<?> answer, String problem, String remedy)
            throws IOException, InterruptedException {
        try {
            answer.get(broker.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "The broker " + broker.url() + " " + problem + ": " + reason(e.getCause()) + "; " + remedy, e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "The broker " + broker.url() + " has not answered within "
                            + broker.patience().toMillis() + " ms; " + remedy,
                    e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
