package dev.destseg.line.kafka;

import java.util.List;
import java.util.Optional;

/**
 * How an appliance does as a member of a group.
 *
 * @param address of the cluster
 * @param group its name
 * @param member what this appliance is called in it
 * @param joined whether it is a member now
 * @param partitions of the topic of images that it judges
 * @param lag messages there without an answer, as of some seconds ago
 * @param results committed since the start
 * @param deadLetters committed since the start
 * @param lost messages that the cluster deleted before anybody judged them, as this has seen since the start
 * @param interruptions how often membership has ended by a failure since the start
 * @param problem what keeps it from working now, with what to do
 */
public record GroupState(
        String address,
        String group,
        String member,
        boolean joined,
        List<Integer> partitions,
        long lag,
        long results,
        long deadLetters,
        long lost,
        long interruptions,
        Optional<String> problem) {
    public GroupState {
        partitions = List.copyOf(partitions);
    }
}
