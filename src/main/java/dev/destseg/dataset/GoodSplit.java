package dev.destseg.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Good images divided into those to learn from and those held back to choose the threshold. Immutable.
 *
 * @param training in the order given
 * @param validation in the order given
 */
public record GoodSplit(List<Sample> training, List<Sample> validation) {
    public GoodSplit {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * Holds back a share, rounded, chosen by the seed; at least one image stays for training.
     *
     * @param share in [0, 1)
     * @throws IllegalArgumentException for another share, or without any image
     */
    public static GoodSplit of(List<Sample> good, double share, long seed) {
        if (!(share >= 0 && share < 1) || good.isEmpty()) {
            throw new IllegalArgumentException(
                    "A share of " + share + " of " + good.size() + " good images cannot be held back");
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < good.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        int held = Math.min(good.size() - 1, (int) Math.round(share * good.size()));
        List<Sample> validation =
                order.subList(0, held).stream().sorted().map(good::get).toList();
        List<Sample> training = order.subList(held, order.size()).stream()
                .sorted()
                .map(good::get)
                .toList();
        return new GoodSplit(training, validation);
    }
}
