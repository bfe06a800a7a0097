package dev.destseg.line.kafka;

import java.io.IOException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What goes wrong between the box and a cluster, in words that say what to do. */
final class KafkaFailure {
    private KafkaFailure() {}

    /**
     * @param what the cluster does not do, such as "does not take a verdict"
     * @throws InterruptedException when the client was interrupted, which is no failure
     */
    static IOException of(KafkaCluster cluster, String what, Throwable failure) throws InterruptedException {
        if (failure instanceof InterruptException) {
            Thread.interrupted(); // The client has set it; the exception says the same.
            throw new InterruptedException();
        }
        Throwable root = root(failure);
        String reason = root.getMessage() == null ? root.toString() : root.getMessage();
        return new IOException(
                "The cluster " + cluster.url() + " " + what + ": " + reason + "; " + remedy(root), failure);
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String remedy(Throwable root) {
        if (root instanceof SslAuthenticationException || root instanceof java.security.GeneralSecurityException) {
            return "check that it is trusted by the certificates named here (tls), and addressed by the name in its own";
        }
        if (root instanceof AuthenticationException) {
            return "check the credentials, and the mechanism that it takes";
        }
        if (root instanceof AuthorizationException) {
            return "let it allow this user to do that";
        }
        if (root instanceof UnknownTopicOrPartitionException || root instanceof InvalidTopicException) {
            return "create the topic, or name another";
        }
        if (root instanceof RecordTooLargeException) {
            return "allow larger messages there (max.message.bytes of the topic)";
        }
        if (root instanceof ProducerFencedException || root instanceof InvalidProducerEpochException) {
            return "where another appliance has this one's name, give each a name of its own (destseg.kafka.member)";
        }
        if (root instanceof CommitFailedException || root instanceof RebalanceInProgressException) {
            return "others judge these images, and this appliance joins again by itself";
        }
        return "check the address, that the topic exists, and that the brokers run";
    }
}
