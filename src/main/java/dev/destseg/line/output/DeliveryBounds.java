package dev.destseg.line.output;

import dev.destseg.tensor.InputException;
import java.time.Duration;

/**
 * How long a receiver may stay behind.
 *
 * @param mostWaiting verdicts that wait; beyond it the oldest are given up
 * @param longestWait age at which verdicts that wait are given up while the receiver is away
 * @param longestPause between attempts while they fail
 */
public record DeliveryBounds(long mostWaiting, Duration longestWait, Duration longestPause) {
    /** @throws InputException for a bound that lets nothing wait, or a pause that is none */
    public DeliveryBounds {
        if (mostWaiting < 1 || longestWait.isNegative() || longestWait.isZero()) {
            throw new InputException("At least one verdict must be allowed to wait, and for some time, unlike "
                    + mostWaiting + " and " + longestWait + "; allow more (most-waiting, longest-wait)");
        }
        if (longestPause.toMillis() < 1) {
            throw new InputException("The longest pause between attempts is a time such as 30s, unlike " + longestPause
                    + " (longest-pause)");
        }
    }
}
