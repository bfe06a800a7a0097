package dev.destseg.inspection;

/**
 * A signal of the machine that a part is to be judged, which is never to be answered twice.
 *
 * @param station of the part
 * @param run how often the machine's counter has begun anew
 * @param sequence what the machine's counter said
 */
public record TriggerStamp(String station, long run, long sequence) {}
