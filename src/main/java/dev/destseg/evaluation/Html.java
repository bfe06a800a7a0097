package dev.destseg.evaluation;

/**
 * HTML text under construction. What comes from outside goes through {@link #text}, which escapes it for elements and for
 * quoted attributes; {@link #raw} takes only what this package wrote itself.
 */
final class Html {
    private final StringBuilder out = new StringBuilder();

    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element that holds only text. */
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                // Control characters and halves of surrogate pairs are not allowed in HTML; they can stand in file
                // names.
                default -> escaped.appendCodePoint(allowed(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean allowed(int character) {
        return character == '\t' || character == '\n' || !Character.isISOControl(character) && !isInvisible(character);
    }

    /** Half a pair, or a mark that changes the direction of what follows and can make one name look like another. */
    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return type == Character.SURROGATE || type == Character.FORMAT;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
