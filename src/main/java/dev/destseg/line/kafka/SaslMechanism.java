package dev.destseg.line.kafka;

/** How a user shows a cluster of Kafka that the password is known. */
public enum SaslMechanism {
    /** The password itself is not sent. */
    SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    /** The same with a shorter digest. */
    SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    /** The password is sent; to be used with encryption only. */
    PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule");

    private final String word;
    private final String module;

    SaslMechanism(String word, String module) {
        this.word = word;
        this.module = module;
    }

    /** What it is called on the wire. */
    String word() {
        return word;
    }

    /** @param credentials as {@code user:password} */
    String login(String credentials) {
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? credentials : credentials.substring(0, colon);
        String password = colon < 0 ? "" : credentials.substring(colon + 1);
        return module + " required username=" + quoted(user) + " password=" + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
