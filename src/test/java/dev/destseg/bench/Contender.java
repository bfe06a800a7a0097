package dev.destseg.bench;

/** One of those that a benchmark compares. */
interface Contender extends AutoCloseable {
    String name();

    /** Does the work once; milliseconds. */
    double run();

    @Override
    void close();
}
