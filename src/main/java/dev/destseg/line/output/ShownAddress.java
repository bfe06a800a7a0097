package dev.destseg.line.output;

import java.net.URI;

/** Addresses as people, logs and the journal may see them. */
public final class ShownAddress {
    private ShownAddress() {}

    /** Without its query, which some receivers and cameras want their passwords in. */
    public static String of(URI address) {
        String whole = address.toString();
        int query = whole.indexOf('?');
        return query < 0 ? whole : whole.substring(0, query) + "?…";
    }
}
